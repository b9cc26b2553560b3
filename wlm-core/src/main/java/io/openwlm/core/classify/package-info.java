/**
 * Assigns work to service classes: the rules of a definition, compiled into one immutable
 * structure.
 */
@NullMarked
package io.openwlm.core.classify;

import org.jspecify.annotations.NullMarked;
