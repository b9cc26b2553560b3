/** Runs scenarios under all strategies and reports how they did, by one yardstick. */
@NullMarked
package io.openwlm.simulator.compare;

import org.jspecify.annotations.NullMarked;
