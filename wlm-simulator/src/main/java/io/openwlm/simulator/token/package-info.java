/** Agents that call models at the same time, in simulated time, and what lets them through. */
@NullMarked
package io.openwlm.simulator.token;

import org.jspecify.annotations.NullMarked;
