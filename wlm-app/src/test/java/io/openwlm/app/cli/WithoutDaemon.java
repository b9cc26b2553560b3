package io.openwlm.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** Runs {@code wlm} where no daemon is, and keeps what the last run printed. */
final class WithoutDaemon {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The exit code. */
  int run(Object... args) {
    out.reset();
    err.reset();
    CommandContext context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            true,
            _ -> {
              throw new CommandFailure(ExitCode.UNREACHABLE, "WLM0203E no daemon");
            });
    return new Wlm(context).run(Stream.of(args).map(Object::toString).toArray(String[]::new));
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
