/** What a run of a scenario brought, measured by one yardstick for all strategies. */
@NullMarked
package io.openwlm.simulator.outcome;

import org.jspecify.annotations.NullMarked;
