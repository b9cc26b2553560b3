package io.openwlm.app.replay;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.model.ModelRun;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recorded work under the definition that it had and under another one, class by class. Pure. */
public final class WhatIf {
  private WhatIf() {}

  /**
   * How a class did.
   *
   * @param judged intervals in which there was an index
   * @param missed those of them with an index above 1; 0 for discretionary work
   * @param meanIndex mean of the indexes; negative if there were none
   */
  public record Grade(int judged, int missed, double meanIndex) {
    public static final Grade NONE = new Grade(0, 0, -1);

    static Grade of(List<Double> indexes, boolean discretionary) {
      int missed = 0;
      double sum = 0;
      for (double index : indexes) {
        missed += index > 1 + 1e-9 && !discretionary ? 1 : 0;
        sum += index;
      }
      return indexes.isEmpty() ? NONE : new Grade(indexes.size(), missed, sum / indexes.size());
    }
  }

  /**
   * One class of the new definition.
   *
   * @param oldGoal its goal as recorded; empty if it is new
   */
  public record Row(
      String serviceClass,
      String importance,
      String oldGoal,
      String newGoal,
      Grade recorded,
      Grade modelOld,
      Grade modelNew) {}

  /** Classes of the records that did something and that a definition has not. */
  public static List<String> missing(
      RecordedWork work, ActivePolicy policy, Map<String, String> renamed) {
    return work.classes().stream()
        .filter(name -> work.whole(name).cpus() > 0 || work.whole(name).arrivals() > 0)
        .filter(name -> policy.effective().serviceClass(renamed.getOrDefault(name, name)).isEmpty())
        .toList();
  }

  /** Runs both, and compares. */
  public static List<Row> compare(
      RecordedWork work, ActivePolicy before, ActivePolicy after, Map<String, String> renamed) {
    RunOutcome old = run(ReplayScenario.of(work, before, Map.of(), "recorded"));
    RunOutcome changed = run(ReplayScenario.of(work, after, renamed, "new"));
    List<Row> rows = new ArrayList<>();
    for (ServiceClass c : after.effective().serviceClasses()) {
      String name = recordedName(work, c.name(), renamed);
      ServiceClass was = before.effective().serviceClass(name).orElse(null);
      rows.add(
          new Row(
              c.name(),
              c.importance().toString(),
              was == null ? "" : was.goal().describe(),
              c.goal().describe(),
              recorded(work, name, was),
              was == null ? Grade.NONE : grade(old, name),
              grade(changed, c.name())));
    }
    return rows;
  }

  private static RunOutcome run(Scenario scenario) {
    return ModelRun.run(scenario, "adaptive", new AdaptiveStrategy());
  }

  private static String recordedName(RecordedWork work, String name, Map<String, String> renamed) {
    return work.classes().stream()
        .filter(each -> renamed.getOrDefault(each, each).equals(name))
        .findFirst()
        .orElse(name);
  }

  private static Grade recorded(RecordedWork work, String name, @Nullable ServiceClass was) {
    List<Double> indexes = new ArrayList<>();
    for (RecordedWork.Sample s : work.samples(name)) {
      if (s.index() >= 0) {
        indexes.add(s.index());
      }
    }
    return Grade.of(indexes, was != null && was.importance().isDiscretionary());
  }

  private static Grade grade(RunOutcome run, String name) {
    List<ServiceClass> classes = run.definition().serviceClasses();
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).name().equals(name)) {
        int at = i;
        List<Double> indexes =
            run.rows().stream()
                .map(r -> r.classes().get(at).performanceIndex())
                .filter(pi -> !Double.isNaN(pi))
                .toList();
        return Grade.of(indexes, classes.get(i).importance().isDiscretionary());
      }
    }
    return Grade.NONE;
  }
}
