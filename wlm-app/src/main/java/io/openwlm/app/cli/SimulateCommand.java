package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.compare.Contender;
import io.openwlm.simulator.compare.ModelRunner;
import io.openwlm.simulator.outcome.ClassSummary;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.Score;
import io.openwlm.simulator.outcome.Scoring;
import io.openwlm.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm simulate}. */
@Command(
    header = {
      "Examples:",
      "  wlm simulate scenarios/flood.yaml                 one run, and whether it is as expected",
      "  wlm simulate scenarios                            all scenarios of a directory",
      "  wlm simulate --strategy equal scenarios/flood.yaml",
      "  wlm simulate compare                              all strategies side by side",
      ""
    },
    description = {
      "Runs scenarios on a simulated machine and tells, class by class, how often the goal was",
      "met, the CPUs used and the changes made. Needs no daemon and no root; touches nothing on",
      "this machine. docs/scenarios.md tells how to write one.",
      "Exit code 0: as expected, 1: an expectation of a scenario does not hold, 7: a scenario is",
      "not valid."
    })
final class SimulateCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR|FILE",
      description = "Scenarios; of a directory all *.yaml.")
  List<Path> named = new ArrayList<>();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "adaptive (the default), pi-controller, published-seed, static, equal or oracle."
              + " Expectations are written for the default.")
  String strategy = Contender.ADAPTIVE.key();

  private final CommandContext context;

  SimulateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Contender contender = Contender.of(strategy).orElseThrow(() -> unknown(strategy));
    List<Scenario> scenarios = ScenarioList.read(named);
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "SimulationList").field("strategy", contender.key());
    json.name("items").array();
    for (Scenario scenario : scenarios) {
      RunOutcome run =
          contender.run(scenario, new ModelRunner(), SimulateCompareCommand.ORACLE_RUNS);
      if (common.json()) {
        item(json, scenario, run);
      } else {
        print(scenario, run);
      }
    }
    if (common.json()) {
      context.out().println(json.endArray().endObject());
    }
    return ExitCode.OK;
  }

  private static CommandFailure unknown(String strategy) {
    List<String> known = Arrays.stream(Contender.values()).map(Contender::key).toList();
    return new CommandFailure(
        ExitCode.USAGE,
        "WLM0296E there is no strategy '"
            + strategy
            + "'."
            + Nearest.suggestion(strategy, known)
            + "\n  There are: "
            + String.join(", ", known));
  }

  private void print(Scenario scenario, RunOutcome run) {
    Score score = Scoring.score(run);
    context
        .out()
        .println(
            SafeText.of(
                String.format(
                    Locale.ROOT,
                    "%s: %s, %.0f s on %d CPUs; weighted missed intervals %.0f, changes %.0f",
                    scenario.name(),
                    run.strategy(),
                    scenario.durationNanos() / 1e9,
                    scenario.cpus(),
                    score.weightedMissed(),
                    score.settingChanges())));
    row("CLASS", "IM", "GOAL", "IN GOAL", "CPUS", "ENDED", "CHANGES", "WEIGHT");
    List<ServiceClass> classes = run.definition().serviceClasses();
    for (int i = 0; i < classes.size(); i++) {
      ServiceClass c = classes.get(i);
      ClassSummary summary = ClassSummary.of(run, i);
      row(
          c.name(),
          c.importance().toString(),
          c.goal().describe(),
          percent(summary.inGoalShare()),
          String.format(Locale.ROOT, "%.2f", summary.meanCpus()),
          Long.toString(summary.completions()),
          Integer.toString(summary.weightChanges()),
          Integer.toString(summary.lastWeight()));
    }
  }

  private void row(String name, String importance, String goal, String... numbers) {
    StringBuilder line = new StringBuilder("  ").append(Cell.left(SafeText.of(name), 16));
    line.append(' ').append(Cell.left(importance, 2)).append(' ').append(Cell.left(goal, 15));
    for (String number : numbers) {
      line.append(' ').append(Cell.right(number, 8));
    }
    context.out().println(line);
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble())
        : "-";
  }

  private static void item(JsonText json, Scenario scenario, RunOutcome run) {
    Score score = Scoring.score(run);
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
    json.endArray().endObject();
  }

  private static @Nullable Double orNull(OptionalDouble number) {
    return number.isPresent() ? Double.valueOf(number.getAsDouble()) : null;
  }
}
