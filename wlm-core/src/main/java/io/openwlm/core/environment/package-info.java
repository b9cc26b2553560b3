/** States that operators set: resources, environments, and overrides of single units of work. */
@NullMarked
package io.openwlm.core.environment;

import org.jspecify.annotations.NullMarked;
