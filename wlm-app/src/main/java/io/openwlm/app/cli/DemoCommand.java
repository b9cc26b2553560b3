package io.openwlm.app.cli;

import io.openwlm.app.demo.DemoPlan;
import io.openwlm.app.demo.DemoScreen;
import io.openwlm.app.demo.DemoSummary;
import io.openwlm.app.demo.LiveDemo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wlm demo}. */
@Command(
    header = {
      "Examples:",
      "  wlm demo                          about a minute, live",
      "  wlm demo --seconds 120            longer",
      "  wlm demo --output json            one JSON object on standard output",
      "  wlm demo --simulate               on a simulated machine, without root",
      "  wlm demo --records DIR            keep the records of the run",
      "  wlm demo tokens                   another demo: token budgets of AI agents",
      ""
    },
    description = {
      "Starts a latency-sensitive service, builds and batch as real processes, floods the machine",
      "with batch, and shows the same flood without control, with equal groups, and with OpenWLM.",
      "Uses control groups and processes of its own only, and removes them."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the whole demo, 50 to 600. Default: ${DEFAULT-VALUE}.")
  int seconds = DemoPlan.DEFAULT_SECONDS;

  @Mixin final DemoOptions options = new DemoOptions();

  @Option(names = "--simulate", description = "Use a simulated machine: no root, no processes.")
  boolean simulate;

  @Option(
      names = "--records",
      paramLabel = "DIR",
      description = "Keep the records of the run with OpenWLM, for wlm record and wlm top --at.")
  @Nullable Path records;

  private final CommandContext context;

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean json = options.json();
    if (seconds < DemoPlan.MIN_SECONDS || seconds > DemoPlan.MAX_SECONDS) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "WLM0290E the demo takes 50 to 600 seconds, not "
              + seconds
              + (seconds < DemoPlan.MIN_SECONDS ? ": in less time no recovery can be seen." : "."));
    }
    DemoPlan plan = DemoPlan.of(seconds, options.seed, Runtime.getRuntime().availableProcessors());
    DemoScreen screen =
        new DemoScreen(options.progress(context), options.live(context), !context.utf8());
    LiveDemo demo = new LiveDemo(plan, screen, records);
    DemoSummary summary;
    try {
      summary = simulate ? demo.simulated() : demo.run();
    } catch (IOException e) {
      if (demo.isStopping()) {
        return ExitCode.INTERRUPTED;
      }
      throw new CommandFailure(
          ExitCode.FAILED,
          "WLM0292E the demo cannot go on: "
              + e.getMessage()
              + "\n  What it started is removed again.");
    }
    context.out().println(json ? summary.json() : "\n" + summary.table());
    if (!summary.controlled().recovered()) {
      context.err().println("WLM0291W " + summary.controlled().shortfall());
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }
}
