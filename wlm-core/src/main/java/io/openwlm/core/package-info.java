/** The manager: one interval from sample to explanation, pure. */
@NullMarked
package io.openwlm.core;

import org.jspecify.annotations.NullMarked;
