package io.openwlm.app.cli;

import io.openwlm.core.port.PolicyControl.ActivationRequest;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm activate POLICY}. */
@Command(
    header = {
      "Examples:",
      "  wlm activate WEEKEND --dry-run              what would change",
      "  wlm activate WEEKEND --confirm-within 10m   undone by itself without: wlm confirm",
      "  wlm activate WEEKEND                        put it in force",
      ""
    },
    description = {
      "Activates a service policy: goals, classes and rules change together, between two turns of",
      "the daemon. Processes are classified anew; transactions keep their class. If anything fails",
      "the old policy stays in force. Exit code 6: another activation is running or waits to be",
      "confirmed; 4: no such policy."
    })
final class ActivateCommand implements Callable<Integer> {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})([smhd])");

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "POLICY", description = "A policy of the installed definition.")
  String policy = "";

  @Option(names = "--dry-run", description = "Only say what would change.")
  boolean dryRun;

  @Option(
      names = "--confirm-within",
      paramLabel = "TIME",
      description = "Undo it unless wlm confirm comes within this time: 90s, 10m, 2h; 7d at most.")
  @Nullable String confirmWithin;

  @Option(
      names = "--rev",
      paramLabel = "N",
      description = "Refuse unless revision N is the newest.")
  long revision;

  private final CommandContext context;

  ActivateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ManagerLink link = context.connect(common)) {
      ActivationRequest request = new ActivationRequest(policy, dryRun, seconds(), revision);
      context.answer(link.policies().activate(request), common);
    }
    return ExitCode.OK;
  }

  private static long unit(String name) {
    return switch (name) {
      case "d" -> 86_400;
      case "h" -> 3_600;
      case "m" -> 60;
      default -> 1;
    };
  }

  private long seconds() {
    String time = confirmWithin;
    if (time == null) {
      return 0;
    }
    Matcher parts = TIME.matcher(time);
    long seconds = parts.matches() ? Long.parseLong(parts.group(1)) * unit(parts.group(2)) : 0;
    if (seconds < 1 || seconds > ActivationRequest.MAX_CONFIRM_SECONDS) {
      throw new CommandFailure(
          ExitCode.USAGE, "WLM0202E --confirm-within is 1s to 7d, for example 10m.");
    }
    return seconds;
  }
}
