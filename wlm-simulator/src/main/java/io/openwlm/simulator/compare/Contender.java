package io.openwlm.simulator.compare;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.cycle.Strategies;
import io.openwlm.model.definition.Strategy;
import io.openwlm.simulator.baseline.Oracle;
import io.openwlm.simulator.baseline.PublishedSeedStrategy;
import io.openwlm.simulator.baseline.ScenarioRunner;
import io.openwlm.simulator.baseline.StaticWeights;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import java.util.Arrays;
import java.util.Optional;

/** What is compared, in the order of reports. */
public enum Contender {
  ADAPTIVE("adaptive", "goal algorithm that projects every move; the default of the daemon"),
  PI_CONTROLLER("pi-controller", "a PI controller per class, then arbitration by importance"),
  PUBLISHED_SEED("published-seed", "the first seed's controller as published, with its faults"),
  STATIC("static", "fixed weights by importance: 10000 / 4^(importance - 1)"),
  EQUAL("equal", "fixed weights, all the same"),
  ORACLE("oracle", "the best fixed weights for this scenario, found by search with hindsight");

  private final String key;
  private final String description;

  Contender(String key, String description) {
    this.key = key;
    this.description = description;
  }

  /** The name in reports and on the command line. */
  public String key() {
    return key;
  }

  /** What it is, in a few words. */
  public String description() {
    return description;
  }

  /** The one of that name. */
  public static Optional<Contender> of(String key) {
    return Arrays.stream(values()).filter(c -> c.key.equals(key)).findFirst();
  }

  /** What decides; empty if the weights are fixed. */
  public Optional<ControlStrategy<?>> strategy() {
    return switch (this) {
      case ADAPTIVE -> Optional.of(Strategies.of(Strategy.ADAPTIVE));
      case PI_CONTROLLER -> Optional.of(Strategies.of(Strategy.PI_CONTROLLER));
      case PUBLISHED_SEED -> Optional.of(new PublishedSeedStrategy());
      case STATIC, EQUAL, ORACLE -> Optional.empty();
    };
  }

  /**
   * One run.
   *
   * @param oracleRuns runs that the search of {@link #ORACLE} may take
   */
  public RunOutcome run(Scenario scenario, ScenarioRunner runner, int oracleRuns) {
    return switch (this) {
      case ADAPTIVE, PI_CONTROLLER, PUBLISHED_SEED ->
          runner.run(scenario, key, strategy().orElseThrow());
      case STATIC -> runner.runFixed(scenario, key, StaticWeights.byImportance(scenario.inForce()));
      case EQUAL -> runner.runFixed(scenario, key, StaticWeights.equal(scenario.inForce()));
      case ORACLE -> new Oracle(runner, oracleRuns).search(scenario, key).outcome();
    };
  }
}
