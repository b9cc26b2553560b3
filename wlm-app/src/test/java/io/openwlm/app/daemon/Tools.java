package io.openwlm.app.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs programs that the machine must have; one that is missing fails the test. */
final class Tools {
  private Tools() {}

  record Output(int exit, String text) {}

  /** Runs a program to its end, its output and errors in one text. */
  static Output run(@Nullable Path input, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " does not end: " + text);
    }
    return new Output(process.exitValue(), text);
  }
}
