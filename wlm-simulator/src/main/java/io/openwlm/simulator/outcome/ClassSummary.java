package io.openwlm.simulator.outcome;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One class over a whole run.
 *
 * @param inGoalShare of the intervals in which there was something to judge, those in goal (0 to
 *     1); empty if there was none, and for discretionary work, which has no goal
 * @param meanCpus CPUs used on average
 * @param completions transactions or jobs ended
 * @param weightChanges intervals that ended with another weight than the one before
 * @param lastWeight CPU weight at the end
 */
public record ClassSummary(
    OptionalDouble inGoalShare,
    double meanCpus,
    long completions,
    int weightChanges,
    int lastWeight) {

  /** Sums up the class at that place of the definition. */
  public static ClassSummary of(RunOutcome run, int serviceClass) {
    List<ClassRow> rows = run.rows().stream().map(r -> r.classes().get(serviceClass)).toList();
    ServiceClass of = run.definition().serviceClasses().get(serviceClass);
    long judged =
        of.importance().isDiscretionary()
            ? 0
            : rows.stream().filter(r -> !Double.isNaN(r.performanceIndex())).count();
    long missed = run.rows().stream().filter((Row r) -> Scoring.misses(r, serviceClass)).count();
    int changes = 0;
    for (int r = 1; r < rows.size(); r++) {
      changes += rows.get(r).weight() != rows.get(r - 1).weight() ? 1 : 0;
    }
    return new ClassSummary(
        judged == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - (double) missed / judged),
        rows.stream().mapToDouble(ClassRow::cpus).average().orElse(0),
        rows.stream().mapToLong(ClassRow::completions).sum(),
        changes,
        rows.isEmpty() ? 0 : rows.getLast().weight());
  }
}
