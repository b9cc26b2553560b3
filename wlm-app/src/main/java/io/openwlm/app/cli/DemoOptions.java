package io.openwlm.app.cli;

import java.io.PrintStream;
import picocli.CommandLine.Option;

/** What all demos have in common. */
final class DemoOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of what happens when. Default: ${DEFAULT-VALUE}.")
  long seed = 7;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "table (the default), or json: one object, progress on standard error.")
  OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused")
  boolean help;

  boolean json() {
    return output == OutputFormat.JSON;
  }

  /** Where progress is shown. */
  PrintStream progress(CommandContext context) {
    return json() ? context.err() : context.out();
  }

  /** True if progress may move the cursor. */
  boolean live(CommandContext context) {
    return !json() && context.terminal();
  }
}
