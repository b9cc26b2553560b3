package io.openwlm.simulator.outcome;

import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;

/**
 * What one run of a scenario under one strategy brought. Measured from outside, by what the work
 * really got, with the same intervals whatever the strategy's own clock is.
 *
 * @param scenario its name
 * @param strategy name of the strategy
 * @param definition with the policy in force; rows list its classes in this order
 * @param intervalNanos length of a row
 * @param rows one per interval
 * @param decisions everything that the strategy decided
 * @param settingChanges values written to the machine
 */
public record RunOutcome(
    String scenario,
    String strategy,
    ServiceDefinition definition,
    long intervalNanos,
    List<Row> rows,
    List<PolicyDecision> decisions,
    long settingChanges) {
  public RunOutcome {
    rows = List.copyOf(rows);
    decisions = List.copyOf(decisions);
  }

  /**
   * One interval.
   *
   * @param endNanos its end, from the start of the run
   */
  public record Row(long endNanos, List<ClassRow> classes) {
    public Row {
      classes = List.copyOf(classes);
    }
  }

  /**
   * One class in one interval.
   *
   * @param performanceIndex the true one of this interval alone; NaN if there was nothing to judge
   * @param weight CPU weight at the end
   * @param cpus CPUs used on average
   * @param completions transactions or jobs ended
   */
  public record ClassRow(double performanceIndex, int weight, double cpus, long completions) {}
}
