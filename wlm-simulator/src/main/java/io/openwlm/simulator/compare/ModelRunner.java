package io.openwlm.simulator.compare;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.simulator.baseline.ScenarioRunner;
import io.openwlm.simulator.model.ModelRun;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;

/** Runs scenarios at model level: no files, no kernel, thousands of intervals a second. */
public final class ModelRunner implements ScenarioRunner {

  @Override
  public RunOutcome run(Scenario scenario, String name, ControlStrategy<?> strategy) {
    return ModelRun.run(scenario, name, strategy);
  }

  @Override
  public RunOutcome runFixed(Scenario scenario, String name, int[] cpuWeights) {
    return ModelRun.runFixed(scenario, name, cpuWeights);
  }
}
