package io.openwlm.simulator.baseline;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.simulator.outcome.HandMade;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import io.openwlm.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A machine so simple that the best weights are known: CPUs are divided by weight, whether a class
 * needs them or not, and the performance index is what a class needs by what it gets. A strategy
 * that controls weights is answered as equal weights are.
 */
public final class TinyModel implements ScenarioRunner {
  private static final int ROWS = 10;
  private final double[] needs;
  public final AtomicInteger runs = new AtomicInteger();

  /**
   * @param needs CPUs that each class needs
   */
  public TinyModel(double... needs) {
    this.needs = needs;
  }

  @Override
  public RunOutcome run(Scenario scenario, String name, ControlStrategy<?> strategy) {
    return runFixed(scenario, name, StaticWeights.equal(scenario.definition()));
  }

  @Override
  public RunOutcome runFixed(Scenario scenario, String name, int[] cpuWeights) {
    runs.incrementAndGet();
    ServiceDefinition definition = scenario.definition();
    double sum = java.util.Arrays.stream(cpuWeights).sum();
    List<ClassRow> classes = new ArrayList<>();
    for (int i = 0; i < cpuWeights.length; i++) {
      double cpus = scenario.cpus() * cpuWeights[i] / sum;
      classes.add(new ClassRow(needs[i] / cpus, cpuWeights[i], cpus, 1));
    }
    List<Row> rows = new ArrayList<>();
    for (int r = 1; r <= ROWS; r++) {
      rows.add(new Row(r * HandMade.INTERVAL_NANOS, classes));
    }
    return new RunOutcome(
        scenario.name(), name, definition, HandMade.INTERVAL_NANOS, rows, List.of(), 0);
  }
}
