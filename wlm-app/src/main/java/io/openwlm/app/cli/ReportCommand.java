package io.openwlm.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm report}: tells the daemon about finished transactions. */
@Command(
    header = {
      "Examples:",
      "  wlm report WEB --time 12ms --time 8ms     two finished transactions",
      "  tail -f times | wlm report WEB --stdin    one time a line, as they come",
      "  wlm report NIGHTLY -- ./job.sh            run a command and report how long it took",
      ""
    },
    description = "Reports finished transactions of a service class: their response times.")
final class ReportCommand implements Callable<Integer> {
  private static final int BATCH = 256;
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "A response time with its unit: ns, us, ms, s, min, h.")
  List<String> times = new ArrayList<>();

  @Option(names = "--stdin", description = "Read response times, one a line.")
  boolean stdin;

  @Parameters(index = "0", paramLabel = "CLASS", description = "The service class.")
  String serviceClass = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "-- COMMAND ARGUMENT",
      description = "A command to run and to time.")
  List<String> command = new ArrayList<>();

  private final CommandContext context;

  ReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    int ways = (times.isEmpty() ? 0 : 1) + (stdin ? 1 : 0) + (command.isEmpty() ? 0 : 1);
    if (ways != 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0202E give exactly one of --time TIME, --stdin, or -- COMMAND.");
    }
    if (!command.isEmpty()) {
      return timed();
    }
    long[] nanos = times.stream().mapToLong(ReportCommand::nanos).toArray();
    try (ManagerLink link = context.connect(common)) {
      if (stdin) {
        return fromStdin(link);
      }
      link.report(serviceClass, nanos);
    }
    return ExitCode.OK;
  }

  /** The command counts, not the report: it runs and its exit code is passed on, daemon or not. */
  private int timed() throws InterruptedException {
    long startNanos = System.nanoTime();
    int exitCode = ChildProcess.run(command);
    long nanos = System.nanoTime() - startNanos;
    try (ManagerLink link = context.connect(common)) {
      link.report(serviceClass, new long[] {nanos});
    } catch (CommandFailure failure) {
      context.err().println(failure.text());
      context.err().println("  The command ran; its time was not reported.");
    }
    return exitCode;
  }

  private int fromStdin(ManagerLink link) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    long[] batch = new long[BATCH];
    int size = 0;
    long number = 0;
    long wrong = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      var nanos = Measures.nanos(line);
      if (nanos.isEmpty()) {
        if (wrong++ == 0) {
          context.err().println("WLM0216W line " + number + " is no time with a unit: skipped");
        }
        continue;
      }
      batch[size++] = nanos.get();
      if (size == BATCH || !lines.ready()) {
        link.report(serviceClass, java.util.Arrays.copyOf(batch, size));
        size = 0;
      }
    }
    if (size > 0) {
      link.report(serviceClass, java.util.Arrays.copyOf(batch, size));
    }
    if (wrong > 0) {
      context.err().println("WLM0216W " + wrong + " of " + number + " lines were skipped");
    }
    return wrong > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private static long nanos(String text) {
    return Measures.nanos(text)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.USAGE,
                "WLM0202E '" + text + "' is no time with a unit, such as 12ms or 1.5s."));
  }
}
