package io.openwlm.app.cli;

import java.nio.file.Path;

/** Opens the daemon's control socket. */
final class Connection {
  private Connection() {}

  @SuppressWarnings("DoNotCallSuggester")
  static ManagerLink open(Path socket) {
    throw new CommandFailure(
        ExitCode.UNREACHABLE,
        "WLM0203E the daemon cannot be reached at " + socket + ".\n  Start it: wlmd DEFINITION");
  }
}
