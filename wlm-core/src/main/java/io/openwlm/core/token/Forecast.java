package io.openwlm.core.token;

/**
 * How the use of a budget goes on until its window ends. It is taken as a walk with the mean m and
 * the variance s s per time that were seen lately. The mean comes from a stretch of length L only
 * and may be wrong by {@code s / sqrt(L)}, so after a time t it has used about {@code m t}, and in
 * nine of ten cases no more than {@code m t + z s sqrt(t + t t / L)}.
 *
 * @param perNano thousandths of weighted tokens a nanosecond; negative if nothing is known
 * @param needP50 what it will use until the end, as likely more as less
 * @param needP90 what it will use until the end in nine of ten cases at most
 * @param needKept what is kept for it: as needP90, but as if the mean were known. Grants are made
 *     anew at each tick, with a better mean; to keep its error too would take half of a pool for
 *     five calls of importance 1
 * @param exhaustionP50Nanos from now until what is left is used up; {@link #NEVER} if not before
 *     the window ends
 * @param exhaustionP90Nanos the same, pessimistic: nine of ten times not before it
 */
record Forecast(
    double perNano,
    double needP50,
    double needP90,
    double needKept,
    long exhaustionP50Nanos,
    long exhaustionP90Nanos) {
  static final long NEVER = Long.MAX_VALUE;
  static final Forecast UNKNOWN = new Forecast(-1, 0, 0, 0, NEVER, NEVER);

  /**
   * Quantile for nine of ten of Student's distribution with six degrees of freedom: the variance,
   * too, is learned from few steps. {@code ForecastCoverageTest} holds it to generated loads.
   */
  private static final double Z90 = 1.44;

  /**
   * The variance is taken over this part of the window, all that is kept: it needs longer than a
   * mean.
   */
  private static final int SPREAD_PART = 4;

  /** A rate is taken over no less than this part of the window, however young the history is. */
  private static final int LEAST_PART = 96;

  /** Call sizes between which the mean of a span is trusted. */
  private static final int TRUSTED_CALLS = 12;

  /**
   * @param remaining thousandths of weighted tokens that are left
   * @param windowNanos length of the window
   * @param leftNanos from now to its end
   */
  static Forecast of(UseHistory history, long remaining, long windowNanos, long leftNanos) {
    return of(history, remaining, windowNanos, leftNanos, 0);
  }

  /**
   * @param outflowPerNano what falls out of a rolling window in a nanosecond
   */
  static Forecast of(
      UseHistory history, long remaining, long windowNanos, long leftNanos, double outflowPerNano) {
    if (history.calls(windowNanos) < BurnRate.MIN_CALLS || history.ageNanos() <= 0) {
      return UNKNOWN;
    }
    long span = span(history, windowNanos);
    long length = Math.clamp(history.ageNanos(), Math.max(1, windowNanos / LEAST_PART), span);
    double rate = history.used(span) / length;
    double mean = Math.max(0, rate - outflowPerNano);
    double sigma = Math.sqrt(history.variancePerNano(windowNanos / SPREAD_PART));
    double left = Math.max(0, leftNanos);
    long p50 = mean <= 0 ? NEVER : bounded(remaining / mean, leftNanos);
    double spread = Z90 * sigma;
    long p90 =
        mean <= 0 && spread <= 0
            ? NEVER
            : bounded(soonest(remaining, mean, spread, length), leftNanos);
    return new Forecast(
        rate,
        mean * left,
        mean * left + spread * Math.sqrt(left + left * left / length),
        mean * left + spread * Math.sqrt(left),
        p50,
        Math.min(p50, p90));
  }

  /** The shortest time that has enough calls for a mean. */
  private static long span(UseHistory history, long windowNanos) {
    long fast = windowNanos / BurnRate.FAST_PART;
    return history.calls(fast) >= TRUSTED_CALLS ? fast : windowNanos / BurnRate.SLOW_PART;
  }

  /**
   * The t with {@code m t + spread sqrt(t + t t / L) = remaining}: the lesser root of its square.
   */
  private static double soonest(long remaining, double mean, double spread, long length) {
    double r = Math.max(0, remaining);
    double squared = spread * spread;
    double b = 2 * r * mean + squared;
    double inner = b * b - 4 * (mean * mean - squared / length) * r * r;
    return 2 * r * r / (b + Math.sqrt(Math.max(0, inner)));
  }

  private static long bounded(double nanos, long leftNanos) {
    return nanos >= leftNanos ? NEVER : Math.max(0, (long) nanos);
  }

  boolean isKnown() {
    return perNano >= 0;
  }
}
