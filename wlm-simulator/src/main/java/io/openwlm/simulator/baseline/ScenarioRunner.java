package io.openwlm.simulator.baseline;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;

/** Runs a scenario. The same arguments give the same outcome; may be used by several threads. */
public interface ScenarioRunner {

  /**
   * Runs it under a strategy.
   *
   * @param name what the outcome calls it
   */
  RunOutcome run(Scenario scenario, String name, ControlStrategy<?> strategy);

  /**
   * Runs it with weights that stay.
   *
   * @param name what the outcome calls it
   * @param cpuWeights 1 to 10000, one per service class, in the order of the definition
   */
  RunOutcome runFixed(Scenario scenario, String name, int[] cpuWeights);
}
