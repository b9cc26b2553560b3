package io.openwlm.simulator.compare;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import io.openwlm.simulator.outcome.Scoring;
import java.util.List;

/**
 * One class over the intervals of one run.
 *
 * @param performanceIndexes NaN where there was nothing to judge
 * @param weightShares its CPU weight as a share (0 to 1) of the weights of all classes
 */
public record Curve(List<Double> performanceIndexes, List<Double> weightShares) {
  public Curve {
    performanceIndexes = List.copyOf(performanceIndexes);
    weightShares = List.copyOf(weightShares);
  }

  /** The curve of one class. */
  static Curve of(RunOutcome run, int serviceClass) {
    return new Curve(
        run.rows().stream().map(r -> r.classes().get(serviceClass).performanceIndex()).toList(),
        run.rows().stream().map(r -> share(r, serviceClass)).toList());
  }

  private static double share(Row row, int serviceClass) {
    double all = row.classes().stream().mapToInt(ClassRow::weight).sum();
    return all == 0 ? 0 : row.classes().get(serviceClass).weight() / all;
  }

  /**
   * The class to show of a scenario: the most important one; of equals the one that misses its goal
   * most often in these runs, then the first.
   *
   * @param runs at least one, all of one definition
   */
  static int leadClass(List<RunOutcome> runs) {
    List<ServiceClass> classes = runs.getFirst().definition().serviceClasses();
    int lead = 0;
    long leadMisses = -1;
    for (int i = 0; i < classes.size(); i++) {
      int c = i;
      boolean equal = classes.get(i).importance().equals(classes.get(lead).importance());
      boolean more =
          classes.get(i).importance().isMoreImportantThan(classes.get(lead).importance());
      long misses =
          runs.stream()
              .flatMap(r -> r.rows().stream())
              .filter(row -> Scoring.misses(row, c))
              .count();
      if (more || (equal && misses > leadMisses)) {
        lead = i;
        leadMisses = misses;
      }
    }
    return lead;
  }
}
