package io.openwlm.app.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that every command takes, before or after its name. */
final class CommonOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "Output for people (table, the default) or one JSON object.")
  OutputFormat output = OutputFormat.TABLE;

  @Mixin final DaemonOptions daemon = new DaemonOptions();

  boolean json() {
    return output == OutputFormat.JSON;
  }
}
