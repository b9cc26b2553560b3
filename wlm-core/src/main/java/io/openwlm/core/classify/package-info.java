/** Assigns running processes to service classes. */
@NullMarked
package io.openwlm.core.classify;

import org.jspecify.annotations.NullMarked;
