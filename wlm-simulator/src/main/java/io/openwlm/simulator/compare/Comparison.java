package io.openwlm.simulator.compare;

import io.openwlm.simulator.outcome.Score;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All scenarios under all contenders.
 *
 * @param scenarios in the order asked for
 * @param seeds runs of each scenario under each contender, each with another seed
 */
public record Comparison(List<ScenarioComparison> scenarios, int seeds) {
  public Comparison {
    scenarios = List.copyOf(scenarios);
  }

  /**
   * A contender over some scenarios. With several seeds, counts are means of them.
   *
   * @param weightedMissedIntervals sum over the scenarios
   * @param recoverySecondsMedian of all episodes of all scenarios; empty if there are none
   * @param donorThroughputShare what donors got, as a share of what they get under {@link
   *     Contender#EQUAL}; empty if they get nothing there or there are none. Before they are added
   *     up, both are divided by what the machine can give, so that no scenario counts more because
   *     its machine is bigger or its run longer
   * @param weightChanges sum over the scenarios
   * @param episodes of a missed goal of importance 1 or 2, in all runs
   */
  public record Total(
      double weightedMissedIntervals,
      OptionalDouble recoverySecondsMedian,
      OptionalDouble donorThroughputShare,
      double weightChanges,
      int episodes) {}

  /** A contender over all scenarios. */
  public Total total(Contender contender) {
    return total(contender, scenarios);
  }

  /** A contender in one scenario. */
  public static Total total(Contender contender, ScenarioComparison scenario) {
    return total(contender, List.of(scenario));
  }

  private static Total total(Contender contender, List<ScenarioComparison> scenarios) {
    List<Score> scores = scenarios.stream().map(s -> s.score(contender)).toList();
    List<Double> recoveries = scores.stream().flatMap(s -> s.recoverySeconds().stream()).toList();
    double own = scenarios.stream().mapToDouble(s -> s.donorCapacity(contender)).sum();
    double equal = scenarios.stream().mapToDouble(s -> s.donorCapacity(Contender.EQUAL)).sum();
    return new Total(
        scores.stream().mapToDouble(Score::weightedMissed).sum(),
        Score.median(recoveries),
        equal > 0 ? OptionalDouble.of(own / equal) : OptionalDouble.empty(),
        scores.stream().mapToDouble(Score::settingChanges).sum(),
        recoveries.size());
  }
}
