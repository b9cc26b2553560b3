package io.openwlm.app.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command takes, before or after its name. */
@SuppressWarnings("unused")
final class CommonOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "Output for people (table, the default) or one JSON object.")
  OutputFormat output = OutputFormat.TABLE;

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

  boolean json() {
    return output == OutputFormat.JSON;
  }
}
