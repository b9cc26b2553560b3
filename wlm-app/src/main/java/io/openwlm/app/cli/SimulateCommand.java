package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.top.Explanation;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.simulator.compare.Contender;
import io.openwlm.simulator.compare.ModelRunner;
import io.openwlm.simulator.model.ModelRun;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "  wlm simulate --decisions scenarios/io-bound.yaml  every decision explained",
      "  wlm simulate compare                              all strategies side by side",
      "  wlm simulate -f new.yaml --last 24h               recorded history, other definition",
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
      arity = "0..*",
      paramLabel = "DIR|FILE",
      description = "Scenarios, at least one; of a directory all *.yaml.")
  List<Path> named = new ArrayList<>();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "adaptive (the default), pi-controller, published-seed, static, equal or oracle."
              + " Expectations are written for the default.")
  String strategy = Contender.ADAPTIVE.key();

  @Option(
      names = "--decisions",
      description = "Explain the last decisions of each run (at most 200), as wlm why does.")
  boolean decisions;

  @Option(
      names = {"-f", "--definition"},
      paramLabel = "FILE",
      description = "What if: this definition under recorded history; with --last or --from.")
  @Nullable Path definition;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "With --definition: one of its policies. Default: its first.")
  @Nullable String policy;

  @Option(
      names = "--map",
      paramLabel = "OLD=NEW",
      description = "With --definition: a recorded class and its name there. May be repeated.")
  Map<String, String> renamed = new LinkedHashMap<>();

  @Mixin final RecordPlaces places = new RecordPlaces();

  private final CommandContext context;

  SimulateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (definition != null) {
      return history(definition);
    }
    if (places.last != null || places.from != null || places.to != null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "WLM0293E recorded history is simulated under a definition: name it with -f FILE");
    }
    if (named.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "WLM0298E name a scenario, or a directory of scenarios.\n"
              + "  For example: wlm simulate scenarios/flood.yaml");
    }
    Contender contender = Contender.of(strategy).orElseThrow(() -> unknown(strategy));
    List<Scenario> scenarios = ScenarioList.read(named);
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "SimulationList").field("strategy", contender.key());
    json.name("items").array();
    int failed = 0;
    for (Scenario scenario : scenarios) {
      RunOutcome run =
          contender.run(scenario, new ModelRunner(), SimulateCompareCommand.ORACLE_RUNS);
      SimulationView view = new SimulationView(scenario, run);
      failed += view.isAsExpected() ? 0 : 1;
      if (common.json()) {
        view.json(json);
      } else {
        context.out().print(view.text());
        if (decisions) {
          contender.strategy().ifPresent(by -> explain(ModelRun.decisions(scenario, by)));
        }
      }
    }
    if (common.json()) {
      context.out().println(json.endArray().field("failed", failed).endObject());
    } else if (scenarios.size() > 1) {
      context
          .out()
          .println(
              scenarios.size()
                  + " scenarios: "
                  + (failed == 0 ? "all as expected" : failed + " not as expected"));
    }
    return failed == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Oldest first, as they happened. */
  private void explain(List<DecisionStatus> newestFirst) {
    for (DecisionStatus decision : newestFirst.reversed()) {
      context.out().println();
      Explanation.of(decision, WhyCommand.COLUMNS, ZoneOffset.UTC).forEach(context.out()::println);
    }
    context.out().println();
  }

  private int history(Path file) {
    if (!named.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0293E -f replays recorded history; scenarios are named without it");
    }
    new SimulateHistory(context, places).run(file, policy, renamed, common.json());
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
}
