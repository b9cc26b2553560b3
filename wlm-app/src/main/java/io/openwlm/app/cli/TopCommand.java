package io.openwlm.app.cli;

import io.openwlm.app.top.Board;
import io.openwlm.app.top.BoardOptions;
import io.openwlm.app.top.LiveBoard;
import io.openwlm.model.status.ManagerStatus;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wlm top}: the live board, or the same as plain text. */
@Command(
    header = {
      "Examples:",
      "  wlm top                    live; q quits, w explains, ? lists the keys",
      "  wlm top -b -n 3 -d 10      three pictures as text, 10 seconds apart",
      "  wlm top -o json            one picture as one JSON object",
      ""
    },
    description = "Shows the service classes live. Not on a terminal: one picture as text.")
@SuppressWarnings("unused")
final class TopCommand implements Callable<Integer> {
  private static final int PLAIN_COLUMNS = 120;
  @Mixin final CommonOptions common = new CommonOptions();

  @Option(
      names = {"-b", "--batch"},
      description = "Plain text, no keys.")
  boolean batch;

  @Option(
      names = {"-n", "--iterations"},
      paramLabel = "N",
      description = "Pictures to show, then end. Default: 1 as text, no end live.")
  @Nullable Integer iterations;

  @Option(
      names = {"-d", "--delay"},
      paramLabel = "SECONDS",
      description = "Time between pictures, 0.2 to 3600. Default: 1.")
  double delaySeconds = 1;

  @Option(names = "--ascii", description = "Only ASCII characters.")
  boolean ascii;

  @Spec picocli.CommandLine.Model.@Nullable CommandSpec spec;

  private final CommandContext context;

  TopCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (!(delaySeconds >= 0.2 && delaySeconds <= 3600)) {
      throw wrong("the delay must be 0.2 to 3600 seconds: " + delaySeconds);
    }
    if (iterations != null && iterations < 1) {
      throw wrong("the number of pictures must be 1 or more: " + iterations);
    }
    long delayNanos = (long) (delaySeconds * 1e9);
    boolean asciiOnly = ascii || !context.utf8();
    try (Reconnecting link = new Reconnecting(() -> context.connect(common))) {
      if (batch || common.json() || !context.terminal()) {
        print(link, asciiOnly, delayNanos);
      } else {
        int pictures = iterations == null ? 0 : iterations;
        new LiveBoard(link::status, asciiOnly, context.styled(), delayNanos, pictures).run();
      }
    }
    return ExitCode.OK;
  }

  private void print(Reconnecting link, boolean asciiOnly, long delayNanos)
      throws InterruptedException {
    int pictures = iterations == null ? 1 : iterations;
    for (int i = 0; i < pictures; i++) {
      if (i > 0) {
        context.out().flush();
        TimeUnit.NANOSECONDS.sleep(delayNanos);
      }
      ManagerStatus status = link.status();
      if (common.json()) {
        context.out().println(StatusJson.of(status));
        continue;
      }
      Board.render(
              status, PLAIN_COLUMNS, 0, BoardOptions.plain(asciiOnly, System.currentTimeMillis()))
          .forEach(context.out()::println);
      context.out().println();
    }
  }

  private RuntimeException wrong(String message) {
    return spec == null
        ? new IllegalStateException(message)
        : new ParameterException(spec.commandLine(), message);
  }
}
