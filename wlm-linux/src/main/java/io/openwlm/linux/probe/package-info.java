/** What this machine offers, what is missing and what that costs. */
@NullMarked
package io.openwlm.linux.probe;

import org.jspecify.annotations.NullMarked;
