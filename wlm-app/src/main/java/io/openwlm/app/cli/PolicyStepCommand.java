package io.openwlm.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wlm confirm}, {@code wlm rollback}, {@code wlm deactivate}: one word, one question. */
@Command(
    header = {
      "Examples:",
      "  wlm activate NIGHT --confirm-within 10m",
      "  wlm confirm       keep it",
      "  wlm rollback      undo it now",
      "  wlm deactivate    original values back, nothing is written until the next wlm activate",
      ""
    },
    description = {
      "confirm and rollback end the wait of an activation that asked for a confirmation; exit code",
      "4: none does. deactivate stops managing, also over a restart: the policy still classifies",
      "and measures, and is recorded as deactivated. After the next wlm activate the daemon",
      "observes until wlm enforce on."
    })
final class PolicyStepCommand implements Callable<Integer> {
  enum Step {
    CONFIRM,
    ROLLBACK,
    DEACTIVATE
  }

  @Mixin final CommonOptions common = new CommonOptions();

  private final CommandContext context;
  private final Step step;

  PolicyStepCommand(CommandContext context, Step step) {
    this.context = context;
    this.step = step;
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      PolicyLink policies = link.policies();
      String answer =
          switch (step) {
            case CONFIRM -> policies.confirm();
            case ROLLBACK -> policies.rollback();
            case DEACTIVATE -> policies.deactivate();
          };
      context.answer(answer, common);
    }
    return ExitCode.OK;
  }
}
