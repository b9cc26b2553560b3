package io.openwlm.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm enforce on|off}. */
@Command(
    header = {
      "Examples:",
      "  wlm enforce on        set weights from now on",
      "  wlm enforce off       observe only; the weights stay as they are (wlm restore undoes them)",
      ""
    },
    description = "Switches the daemon between setting weights and only observing.")
final class EnforceCommand implements Callable<Integer> {
  enum Switch {
    ON,
    OFF
  }

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "on|off", description = "on: set weights; off: observe.")
  Switch state = Switch.OFF;

  private final CommandContext context;

  EnforceCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      context.answer(link.enforce(state == Switch.ON), common);
    }
    return ExitCode.OK;
  }
}
