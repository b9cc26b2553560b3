package io.openwlm.model.token;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target of a token goal as amount and window. An hour, a day (also {@code 24h}) and a month
 * are those of the calendar in UTC; any other time rolls, and is at least a second.
 *
 * @param milliTokens thousandths of weighted tokens in each window, 1 to {@link #MAX_MILLI}
 */
public record TokenTarget(long milliTokens, BudgetWindow window) {
  /** The most tokens a limit may name, in thousandths: 10^12 tokens. */
  public static final long MAX_MILLI = 1_000_000_000_000_000L;

  private static final long MILLI = 1_000;
  private static final double NANOS = 1e9;
  private static final Pattern TEXT =
      Pattern.compile(
          "([0-9]{1,15}(?:\\.[0-9]{1,18})?)([KM]?)/([0-9]{1,12}(?:\\.[0-9]{1,9})?)?"
              + "(us|ms|s|sec|second|m|min|minute|h|hour|d|day|month)");

  /**
   * Reads a goal's target such as {@code 40K/hour}.
   *
   * @return empty if the text is no rate, or the amount or the window is out of range
   */
  public static Optional<TokenTarget> parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    BigDecimal thousands =
        switch (m.group(2)) {
          case "K" -> BigDecimal.valueOf(1_000);
          case "M" -> BigDecimal.valueOf(1_000_000);
          default -> BigDecimal.ONE;
        };
    BigDecimal milli =
        new BigDecimal(m.group(1)).multiply(thousands).multiply(BigDecimal.valueOf(MILLI));
    BigDecimal count = m.group(3) == null ? BigDecimal.ONE : new BigDecimal(m.group(3));
    BigDecimal nanos = count.multiply(BigDecimal.valueOf(unitNanos(m.group(4))));
    BudgetWindow.Period period = period(m.group(4), count);
    if (period != null) {
      return of(milli, BudgetWindow.Aligned.of(period, ZoneOffset.UTC));
    }
    if (nanos.signum() <= 0 || nanos.compareTo(big(BudgetWindow.Rolling.MAX_NANOS)) > 0) {
      return Optional.empty();
    }
    BigDecimal least = big(BudgetWindow.Rolling.MIN_NANOS);
    return nanos.compareTo(least) < 0
        ? of(
            milli.multiply(least).divide(nanos, 0, RoundingMode.CEILING),
            new BudgetWindow.Rolling(BudgetWindow.Rolling.MIN_NANOS))
        : of(milli, new BudgetWindow.Rolling(nanos.setScale(0, RoundingMode.DOWN).longValue()));
  }

  private static Optional<TokenTarget> of(BigDecimal milli, BudgetWindow window) {
    BigDecimal whole = milli.setScale(0, RoundingMode.CEILING);
    return whole.signum() <= 0 || whole.compareTo(big(MAX_MILLI)) > 0
        ? Optional.empty()
        : Optional.of(new TokenTarget(whole.longValueExact(), window));
  }

  private static BigDecimal big(long value) {
    return BigDecimal.valueOf(value);
  }

  private static BudgetWindow.@Nullable Period period(String unit, BigDecimal count) {
    boolean one = count.compareTo(BigDecimal.ONE) == 0;
    return switch (unit) {
      case "h", "hour" ->
          one
              ? BudgetWindow.Period.HOUR
              : count.compareTo(BigDecimal.valueOf(24)) == 0 ? BudgetWindow.Period.DAY : null;
      case "d", "day" -> one ? BudgetWindow.Period.DAY : null;
      case "month" -> one ? BudgetWindow.Period.MONTH : null;
      default -> null;
    };
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "us" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s", "sec", "second" -> 1_000_000_000L;
      case "m", "min", "minute" -> 60_000_000_000L;
      case "h", "hour" -> 3_600_000_000_000L;
      case "d", "day" -> 86_400_000_000_000L;
      default -> 30 * 86_400_000_000_000L;
    };
  }

  /** The rate, in weighted tokens a second; a month has 30 days. */
  public double perSecond() {
    return (double) milliTokens / MILLI / usualSeconds(window);
  }

  /** What the same rate gives in a window, in whole weighted tokens, rounded down. */
  public long tokensIn(BudgetWindow other) {
    return other.equals(window)
        ? milliTokens / MILLI
        : (long) Math.min((double) MAX_MILLI / MILLI, perSecond() * usualSeconds(other));
  }

  /** How long a window usually is, in seconds: a month has 30 days, a day never 23 hours. */
  public static double usualSeconds(BudgetWindow window) {
    return switch (window) {
      case BudgetWindow.Rolling r -> r.nanos() / NANOS;
      case BudgetWindow.Aligned a ->
          switch (a.period()) {
            case HOUR -> 3_600;
            case DAY -> 86_400;
            case WEEK -> 7 * 86_400;
            case MONTH -> 30 * 86_400;
          };
      case BudgetWindow.Session _ -> throw new IllegalArgumentException("a session has no length");
    };
  }

  /** The limit that the target is. */
  public BudgetLimit limit() {
    return new BudgetLimit(BudgetUnit.TOKENS, milliTokens, window);
  }
}
