/** Shows the simulated machine as kernel files. */
@NullMarked
package io.openwlm.simulator.kernel;

import org.jspecify.annotations.NullMarked;
