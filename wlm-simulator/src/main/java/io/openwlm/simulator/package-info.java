/** Runs of a scenario in virtual time: the simulated machine, its clock and what is measured. */
@NullMarked
package io.openwlm.simulator;

import org.jspecify.annotations.NullMarked;
