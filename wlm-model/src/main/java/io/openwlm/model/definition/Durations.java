package io.openwlm.model.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Durations and numbers as people write them: {@code 250ms}, {@code 2s}, {@code 1.5s}. */
public final class Durations {
  private Durations() {}

  /**
   * Shortest exact-enough text of a duration in nanoseconds, at most three significant decimals.
   */
  public static String text(long nanos) {
    long abs = Math.abs(nanos);
    if (abs >= 3_600_000_000_000L && nanos % 3_600_000_000_000L == 0) {
      return nanos / 3_600_000_000_000L + "h";
    }
    if (abs >= 60_000_000_000L && nanos % 60_000_000_000L == 0) {
      return nanos / 60_000_000_000L + "min";
    }
    if (abs >= 1_000_000_000L) {
      return number(nanos / 1e9) + "s";
    }
    if (abs >= 1_000_000L) {
      return number(nanos / 1e6) + "ms";
    }
    return number(nanos / 1e3) + "us";
  }

  /**
   * A duration of 0 or more nanoseconds as the exact text a definition has: in the largest unit
   * that needs at most three decimals, and whole hours and minutes as such.
   */
  public static String exact(long nanos) {
    if (nanos >= 3_600_000_000_000L && nanos % 3_600_000_000_000L == 0) {
      return nanos / 3_600_000_000_000L + "h";
    }
    if (nanos >= 60_000_000_000L && nanos % 60_000_000_000L == 0) {
      return nanos / 60_000_000_000L + "min";
    }
    if (nanos >= 1_000_000_000L && nanos % 1_000_000L == 0) {
      return decimal(nanos, 9) + "s";
    }
    if (nanos >= 1_000_000L && nanos % 1_000L == 0) {
      return decimal(nanos, 6) + "ms";
    }
    return decimal(nanos, 3) + "us";
  }

  private static String decimal(long nanos, int scale) {
    return plain(BigDecimal.valueOf(nanos, scale));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A number with at most three significant decimals and no trailing zeros. */
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    int decimals =
        Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
    return plain(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP));
  }
}
