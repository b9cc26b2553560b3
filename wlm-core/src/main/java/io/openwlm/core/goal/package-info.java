/** From a measurement to the performance index. */
@NullMarked
package io.openwlm.core.goal;

import org.jspecify.annotations.NullMarked;
