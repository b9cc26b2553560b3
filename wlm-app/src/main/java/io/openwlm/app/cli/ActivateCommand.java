package io.openwlm.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wlm activate POLICY}. */
@Command(
    header = {
      "Examples:",
      "  wlm activate WEEKEND          put policy WEEKEND of the installed definition in force",
      ""
    },
    description = {
      "Activates a service policy: goals, classes and rules change together, between two turns of",
      "the daemon. Processes are classified anew; transactions keep their class. If anything fails",
      "the old policy stays in force."
    })
final class ActivateCommand implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "POLICY", description = "A policy of the installed definition.")
  String policy = "";

  private final CommandContext context;

  ActivateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      context.answer(link.activate(policy), common);
    }
    return ExitCode.OK;
  }
}
