package io.openwlm.app.demo;

import io.openwlm.app.cli.CommandContext;
import io.openwlm.app.cli.ExitCode;
import io.openwlm.linux.fs.DirKernelFs;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wlm demo}. */
@Command(
    header = {
      "Examples:",
      "  wlm demo                          about a minute, live",
      "  wlm demo --seconds 120            longer",
      "  wlm demo --output json            one JSON object on standard output",
      "  wlm demo --simulate               on a simulated machine, without root",
      ""
    },
    description = {
      "Starts a latency-sensitive service, builds and batch as real processes, floods the machine",
      "with batch, and shows the same flood without control, with equal groups, and with OpenWLM.",
      "Uses control groups and processes of its own only, and removes them."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of the whole demo, 40 to 3600. Default: ${DEFAULT-VALUE}.")
  int seconds = DemoPlan.DEFAULT_SECONDS;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the arrivals. Default: 7.")
  long seed = 7;

  @Option(names = "--simulate", description = "Use a simulated machine: no root, no processes.")
  boolean simulate;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "table (the default), or json: one object, progress on standard error.")
  String output = "table";

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
  boolean help;

  private final CommandContext context;
  private volatile @Nullable DemoRun current;

  public DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean json = output.equalsIgnoreCase("json");
    if (!json && !output.equalsIgnoreCase("table")) {
      context.err().println("WLM0202E --output is table or json, not '" + output + "'");
      return ExitCode.USAGE;
    }
    DemoPlan plan;
    try {
      plan = DemoPlan.of(seconds, seed);
    } catch (IllegalArgumentException e) {
      context.err().println("WLM0202E " + e.getMessage());
      return ExitCode.USAGE;
    }
    PrintStream progress = json ? context.err() : context.out();
    DemoScreen screen = new DemoScreen(progress, !json && context.terminal(), !context.utf8());
    DemoSummary summary = simulate ? SimulatedDemo.run(plan, screen) : real(plan, screen);
    context.out().println(json ? summary.json() : "\n" + summary.table());
    if (!summary.controlled().recovered()) {
      context.err().println("WLM0290W the service did not recover within 5 intervals");
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  private DemoSummary real(DemoPlan plan, DemoScreen screen)
      throws IOException, InterruptedException {
    DirKernelFs fs = DirKernelFs.detect();
    String mode;
    try (DemoGroups probe = DemoGroups.create(fs, ProcessHandle.current().pid())) {
      mode = probe.mode();
    } catch (DemoGroups.NotWritable e) {
      screen.say("No control group can be written here (" + e.getMessage() + ").");
      screen.say("Running the same demo on a simulated machine instead.");
      return SimulatedDemo.run(plan, screen);
    }
    Thread cleanup = Thread.ofPlatform().unstarted(this::closeCurrent);
    Runtime.getRuntime().addShutdownHook(cleanup);
    RunResult uncontrolled = run(plan, DemoRun.Control.UNCONTROLLED, screen, fs);
    RunResult equalGroups = run(plan, DemoRun.Control.EQUAL_GROUPS, screen, fs);
    RunResult controlled = run(plan, DemoRun.Control.CONTROLLED, screen, fs);
    Runtime.getRuntime().removeShutdownHook(cleanup);
    String kernel = System.getProperty("os.version", "");
    return new DemoSummary(mode, kernel, plan, uncontrolled, equalGroups, controlled);
  }

  private RunResult run(DemoPlan plan, DemoRun.Control control, DemoScreen screen, DirKernelFs fs)
      throws IOException, InterruptedException {
    try (DemoRun run = new DemoRun(plan, control, screen, fs)) {
      current = run;
      return run.run(Runtime.getRuntime().availableProcessors());
    } catch (DemoGroups.NotWritable e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      current = null;
    }
  }

  /** Ctrl-C and termination: leave nothing behind. */
  private void closeCurrent() {
    DemoRun run = current;
    if (run != null) {
      try {
        run.close();
      } catch (IOException e) {
        context.err().println("WLM0291E " + e.getMessage());
      }
    }
  }
}
