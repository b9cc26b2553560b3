package io.openwlm.core.token;

/**
 * How fast a budget is used, as multiples of the even rate that lasts to the end of its window,
 * each over a long and a short time: the long one says that it matters, the short one that it still
 * goes on. Negative while there is no history.
 *
 * @param fastLong over a 24th of the window
 * @param fastShort over a 12th of that
 * @param slowLong over a 6th of the window
 * @param slowShort over a 12th of that
 * @param calls in the long slow time
 */
record BurnRate(
    double fastLong, double fastShort, double slowLong, double slowShort, double calls) {
  /** A tenth of the budget in a 24th of the window. */
  static final double FAST = 2.4;

  /** A quarter of the budget in a 6th of the window. */
  static final double SLOW = 1.5;

  static final int FAST_PART = 24;
  static final int SLOW_PART = 6;
  static final int SHORT_PART = 12;

  /** With fewer calls a rate says nothing: one large call is no trend. */
  static final int MIN_CALLS = 5;

  static final BurnRate UNKNOWN = new BurnRate(-1, -1, -1, -1, 0);

  /**
   * @param budget thousandths of weighted tokens for the window
   * @param windowNanos length of the window
   */
  static BurnRate of(UseHistory history, long budget, long windowNanos) {
    if (history.ageNanos() <= 0 || budget <= 0) {
      return UNKNOWN;
    }
    double even = (double) budget / windowNanos;
    double fast = (double) windowNanos / FAST_PART;
    double slow = (double) windowNanos / SLOW_PART;
    return new BurnRate(
        times(history, fast, even),
        times(history, fast / SHORT_PART, even),
        times(history, slow, even),
        times(history, slow / SHORT_PART, even),
        history.calls((long) slow));
  }

  private static double times(UseHistory history, double span, double even) {
    return history.used((long) span) / span / even;
  }

  boolean isKnown() {
    return fastLong >= 0;
  }

  /** True if either pair of times is above its line. */
  boolean burns() {
    return calls >= MIN_CALLS
        && ((fastLong > FAST && fastShort > FAST) || (slowLong > SLOW && slowShort > SLOW));
  }

  /** True if both short times are below their lines: it has stopped. */
  boolean shortIsClear() {
    return fastShort <= FAST && slowShort <= SLOW;
  }
}
