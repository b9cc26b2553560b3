package io.openwlm.app.cli;

import io.openwlm.core.port.StoreFailure;
import io.openwlm.sysplex.StoreInUse;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Options of every command that works on a couple data set itself. */
final class CoupleOptions {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The couple data set. Default: ${DEFAULT-VALUE}.")
  Path store = Path.of("/var/lib/wlm/couple");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused")
  boolean help;

  /** Runs something on a couple data set; what fails becomes a message and an exit code. */
  static <T> T on(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreInUse e) {
      throw new CommandFailure(ExitCode.CONFLICT, "WLM0841E " + e.text());
    } catch (StoreFailure e) {
      throw new CommandFailure(
          e.getCause() instanceof AccessDeniedException ? ExitCode.NOT_PERMITTED : ExitCode.FAILED,
          "WLM0840E " + e.text());
    }
  }
}
