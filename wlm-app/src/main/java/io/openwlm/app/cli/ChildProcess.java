package io.openwlm.app.cli;

import java.io.IOException;
import java.util.List;

/** Runs a command with this process's terminal and passes its end on. */
final class ChildProcess {
  /** What a shell answers if a command cannot be found. */
  private static final int NOT_FOUND = 127;

  private ChildProcess() {}

  /**
   * Runs a command until it ends. If this process is told to end, it tells the command.
   *
   * @return its exit code, 128 + signal if a signal ended it
   */
  static int run(List<String> command) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      throw new CommandFailure(
          NOT_FOUND, "WLM0215E cannot start '" + command.getFirst() + "': " + e.getMessage());
    }
    Thread stop = new Thread(process::destroy, "stop-command");
    Runtime.getRuntime().addShutdownHook(stop);
    int exitCode = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    return exitCode;
  }
}
