/** Scenarios: what a simulated machine does, and when, as people write it. */
@NullMarked
package io.openwlm.simulator.scenario;

import org.jspecify.annotations.NullMarked;
