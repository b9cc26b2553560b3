package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.outcome.ClassSummary;
import io.openwlm.simulator.outcome.ExpectationCheck;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.Score;
import io.openwlm.simulator.outcome.Scoring;
import io.openwlm.simulator.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One run of a scenario, for people and as JSON. */
final class SimulationView {
  private final Scenario scenario;
  private final RunOutcome run;
  private final Score score;
  private final List<String> expected;
  private final List<String> problems;

  SimulationView(Scenario scenario, RunOutcome run) {
    this.scenario = scenario;
    this.run = run;
    score = Scoring.score(run);
    expected = ExpectationCheck.measured(run, scenario.expectations());
    problems = ExpectationCheck.problems(run, scenario.expectations());
  }

  /** True if everything came as the scenario expects. */
  boolean isAsExpected() {
    return problems.isEmpty();
  }

  /** A heading, a line per class, and what was expected; ends with a line feed. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%s: %s, %.0f s on %d CPUs; weighted missed intervals %.0f, changes %.0f%n",
            SafeText.of(scenario.name()),
            run.strategy(),
            scenario.durationNanos() / 1e9,
            scenario.cpus(),
            score.weightedMissed(),
            score.settingChanges()));
    row(out, "CLASS", "IM", "GOAL", "IN GOAL", "CPUS", "ENDED", "CHANGES", "WEIGHT");
    List<ServiceClass> classes = run.definition().serviceClasses();
    for (int i = 0; i < classes.size(); i++) {
      ServiceClass c = classes.get(i);
      ClassSummary summary = ClassSummary.of(run, i);
      row(
          out,
          c.name(),
          c.importance().toString(),
          c.goal().describe(),
          percent(summary.inGoalShare()),
          String.format(Locale.ROOT, "%.2f", summary.meanCpus()),
          Long.toString(summary.completions()),
          Integer.toString(summary.weightChanges()),
          Integer.toString(summary.lastWeight()));
    }
    for (String measured : expected) {
      String grade = problems.contains(measured) ? "FAIL  " : "ok    ";
      out.append("  ").append(grade).append(SafeText.of(measured)).append(System.lineSeparator());
    }
    return out.toString();
  }

  private static void row(
      StringBuilder out, String name, String importance, String goal, String... numbers) {
    out.append("  ").append(Cell.left(SafeText.of(name), 16)).append(' ');
    out.append(Cell.left(importance, 2)).append(' ').append(Cell.left(goal, 15));
    for (String number : numbers) {
      out.append(' ').append(Cell.right(number, 8));
    }
    out.append(System.lineSeparator());
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble())
        : "-";
  }

  /** One item of the list. */
  void json(JsonText json) {
    json.object().field("scenario", scenario.name()).field("seed", scenario.seed());
    json.field("weighted_missed_intervals", score.weightedMissed());
    json.optional("recovery_seconds_median", orNull(score.recoveryMedianSeconds()));
    json.field("weight_changes", score.settingChanges()).name("classes").array();
    List<ServiceClass> classes = run.definition().serviceClasses();
    for (int i = 0; i < classes.size(); i++) {
      ServiceClass c = classes.get(i);
      ClassSummary summary = ClassSummary.of(run, i);
      json.object().field("name", c.name()).field("importance", c.importance().level());
      json.field("goal", c.goal().describe());
      json.optional("in_goal_share", orNull(summary.inGoalShare()));
      json.field("mean_cpus", summary.meanCpus()).field("ended", summary.completions());
      json.field("weight_changes", summary.weightChanges());
      json.field("weight", summary.lastWeight()).endObject();
    }
    json.endArray().name("expectations").array();
    for (String measured : expected) {
      json.object().field("text", measured).field("holds", !problems.contains(measured));
      json.endObject();
    }
    json.endArray().endObject();
  }

  private static @Nullable Double orNull(OptionalDouble number) {
    return number.isPresent() ? Double.valueOf(number.getAsDouble()) : null;
  }
}
