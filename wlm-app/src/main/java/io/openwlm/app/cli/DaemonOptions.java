package io.openwlm.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that talks to the daemon. */
@SuppressWarnings("unused")
final class DaemonOptions {
  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Socket of the daemon. Default: $WLM_SOCKET, then /run/wlm/wlmd.sock.")
  @Nullable Path socket;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
