/** The simulated machine: CPUs, control groups, processes and the work they do. Pure. */
@NullMarked
package io.openwlm.simulator.machine;

import org.jspecify.annotations.NullMarked;
