package io.openwlm.app.cli;

import io.openwlm.simulator.compare.Comparison;
import io.openwlm.simulator.compare.ComparisonRun;
import io.openwlm.simulator.compare.HtmlReport;
import io.openwlm.simulator.compare.MarkdownReport;
import io.openwlm.simulator.compare.ModelRunner;
import io.openwlm.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm simulate compare}. */
@Command(
    header = {
      "Examples:",
      "  wlm simulate compare                       all scenarios in the directory scenarios",
      "  wlm simulate compare flood.yaml            one of them",
      "  wlm simulate compare --html report.html    with a page of plots to look at",
      "  wlm simulate compare --output json         one JSON object, totals by strategy",
      "  wlm simulate compare --seeds 5             means of five runs with different arrivals",
      ""
    },
    description = {
      "Runs scenarios on a simulated machine under each strategy: adaptive, pi-controller, the",
      "first seed's controller as published, fixed weights by importance, equal weights, and an",
      "oracle that searches the best fixed weights. Prints intervals with missed goals weighted by",
      "importance, time to recovery, throughput left to donors, and changes. Needs no daemon and",
      "no root; touches nothing on this machine. docs/comparison.md tells how to read it."
    })
final class SimulateCompareCommand implements Callable<Integer> {
  private static final int MAX_SEEDS = 100;
  static final int ORACLE_RUNS = 60;

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "DIR|FILE",
      description = "Scenarios; of a directory all *.yaml. Default: scenarios.")
  List<Path> named = new ArrayList<>();

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots.")
  @Nullable Path html;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the tables as Markdown.")
  @Nullable Path markdown;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs with different random numbers, 1 to 100. Default: ${DEFAULT-VALUE}.")
  int seeds = 1;

  private final CommandContext context;

  SimulateCompareCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (seeds < 1 || seeds > MAX_SEEDS) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0295E --seeds must be 1 to " + MAX_SEEDS + ", not " + seeds + ".");
    }
    List<Scenario> scenarios = ScenarioList.read(named.isEmpty() ? List.of(usual()) : named);
    ComparisonRun.Settings settings =
        new ComparisonRun.Settings(seeds, ORACLE_RUNS, Runtime.getRuntime().availableProcessors());
    Comparison comparison =
        new ComparisonRun(new ModelRunner(), settings)
            .run(
                scenarios,
                (number, count, name) -> {
                  context.err().println(number + " of " + count + " done: " + name);
                  context.err().flush();
                });
    if (html != null) {
      FileReplacement.write(html, HtmlReport.of(comparison), true);
    }
    if (markdown != null) {
      FileReplacement.write(markdown, MarkdownReport.of(comparison), true);
    }
    if (common.json()) {
      context.out().println(ComparisonJson.of(comparison));
    } else {
      context.document(MarkdownReport.of(comparison));
    }
    return ExitCode.OK;
  }

  private static Path usual() {
    Path directory = Path.of("scenarios");
    if (!java.nio.file.Files.isDirectory(directory)) {
      throw new CommandFailure(
          ExitCode.NO_SUCH_OBJECT,
          "WLM0204E there is no directory scenarios here.\n  Name scenarios or their directory.");
    }
    return directory;
  }
}
