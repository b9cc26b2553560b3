package io.openwlm.simulator.outcome;

import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * How runs are judged. It looks at what the work got, never at what a strategy thinks of itself.
 *
 * <ul>
 *   <li><b>Weighted missed intervals:</b> every interval of every class in which the performance
 *       index is above 1, counted 16, 8, 4, 2, 1 for importance 1 to 5. Discretionary work has no
 *       goal to miss; an interval without anything to judge does not count.
 *   <li><b>Time to recovery:</b> for classes of importance 1 and 2. An episode begins with the
 *       first missed interval and lasts until the goal is met in two judged intervals in a row
 *       (those two not counted). One that does not end by itself ends with the last judged
 *       interval.
 *   <li><b>Donor work:</b> the CPU time of all classes that are less important than the most
 *       important class with a goal, discretionary ones included.
 *   <li><b>Changes:</b> values written to the machine.
 * </ul>
 */
public final class Scoring {
  private static final int MET_TO_RECOVER = 2;
  private static final double NANOS_PER_SECOND = 1e9;

  private Scoring() {}

  /** Judges one run. */
  public static Score score(RunOutcome run) {
    List<ServiceClass> classes = run.definition().serviceClasses();
    int top = topImportance(classes);
    double seconds = run.intervalNanos() / NANOS_PER_SECOND;
    double missed = 0;
    double donors = 0;
    List<Double> episodes = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      Importance importance = classes.get(i).importance();
      for (Row row : run.rows()) {
        missed += misses(row, i) ? weight(importance) : 0;
        donors += importance.level() > top ? row.classes().get(i).cpus() * seconds : 0;
      }
      if (importance.level() <= 2) {
        episodes(run.rows(), i).forEach(intervals -> episodes.add(intervals * seconds));
      }
    }
    return new Score(missed, episodes, donors, run.settingChanges());
  }

  /** What a missed interval of that importance counts: 16, 8, 4, 2, 1; discretionary 0. */
  public static int weight(Importance importance) {
    return importance.isDiscretionary() ? 0 : 1 << (5 - importance.level());
  }

  /** True if a class missed its goal in an interval; rounding noise does not count. */
  public static boolean misses(Row row, int serviceClass) {
    return row.classes().get(serviceClass).performanceIndex() > 1 + 1e-9;
  }

  /** The level of the most important class with a goal; 6 if there is none: no donors then. */
  static int topImportance(List<ServiceClass> classes) {
    return classes.stream().mapToInt(c -> c.importance().level()).min().orElse(6);
  }

  /** Lengths of the episodes of one class, in intervals. */
  private static List<Integer> episodes(List<Row> rows, int serviceClass) {
    List<Integer> lengths = new ArrayList<>();
    int start = -1;
    int firstMet = -1;
    int met = 0;
    int lastJudged = -1;
    for (int r = 0; r < rows.size(); r++) {
      if (Double.isNaN(rows.get(r).classes().get(serviceClass).performanceIndex())) {
        continue;
      }
      lastJudged = r;
      boolean missed = misses(rows.get(r), serviceClass);
      if (missed) {
        start = start < 0 ? r : start;
        met = 0;
      } else if (start >= 0) {
        firstMet = met == 0 ? r : firstMet;
        met++;
        if (met == MET_TO_RECOVER) {
          lengths.add(firstMet - start);
          start = -1;
        }
      }
    }
    if (start >= 0) {
      lengths.add(lastJudged + 1 - start);
    }
    return lengths;
  }
}
