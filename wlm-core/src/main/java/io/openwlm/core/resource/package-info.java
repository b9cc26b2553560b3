/** Cheap corrections without goals, between two adjustments. */
@NullMarked
package io.openwlm.core.resource;

import org.jspecify.annotations.NullMarked;
