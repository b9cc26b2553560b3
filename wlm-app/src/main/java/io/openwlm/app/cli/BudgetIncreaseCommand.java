package io.openwlm.app.cli;

import io.openwlm.app.text.Amounts;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.TimePoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wlm budget increase AGENT N --until TIME --reason TEXT}. */
@Command(
    header = {
      "Examples:",
      "  wlm budget increase chat 50K --until 2h --reason \"release day\"",
      "  wlm budget increase acme 1.5M --until 18:00 --reason \"asked for by Anna\"",
      ""
    },
    description = {
      "Raises all token limits of a budget by N weighted tokens until a point in time, at most 92",
      "days away. Limits above it stay as they are: raise the organisation to let an agent have more",
      "than the organisation has. For root and the user that wlmd runs as."
    })
final class BudgetIncreaseCommand implements Callable<Integer> {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)([KM]?)");

  @Mixin final CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "AGENT", description = "An agent, team or organisation.")
  String budget = "";

  @Parameters(index = "1", paramLabel = "N", description = "Weighted tokens: 20000, 50K, 1.5M.")
  String amount = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      required = true,
      description = "A duration from now (2h, 3d), a time of day, or a date with a time.")
  String until = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it is kept with the increase.")
  String reason = "";

  private final CommandContext context;

  BudgetIncreaseCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    long tokens = tokens();
    long end =
        until(until, System.currentTimeMillis(), ZoneId.systemDefault())
            .orElseThrow(
                () -> usage("--until " + until + " is no time: 2h, 18:00, 2026-12-24T18:00"));
    try (ManagerLink link = context.connect(common)) {
      context.answer(link.budgets().increase(budget, tokens, end, reason), common);
    }
    return ExitCode.OK;
  }

  private long tokens() {
    Matcher m = AMOUNT.matcher(amount);
    if (m.matches()) {
      long factor = m.group(2).equals("K") ? 1_000 : m.group(2).equals("M") ? 1_000_000 : 1;
      BigDecimal whole = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(factor));
      BigDecimal plain = whole.stripTrailingZeros();
      if (plain.signum() > 0 && plain.scale() <= 0 && plain.precision() - plain.scale() <= 15) {
        return plain.longValueExact();
      }
    }
    throw usage(amount + " is no number of tokens: 20000, 50K, 1.5M");
  }

  /** A point in time ahead; a time of day is the next one. */
  static Optional<Long> until(String text, long nowEpochMillis, ZoneId zone) {
    Optional<Duration> span = Amounts.duration(text);
    if (span.isPresent()) {
      return Optional.of(nowEpochMillis + span.get().toMillis());
    }
    boolean timeOfDay = text.indexOf('-') < 0;
    return TimePoint.epochMillis(text, nowEpochMillis, zone)
        .map(t -> timeOfDay && t <= nowEpochMillis ? t + Duration.ofDays(1).toMillis() : t);
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, "WLM0202E " + SafeText.of(message) + ".");
  }
}
