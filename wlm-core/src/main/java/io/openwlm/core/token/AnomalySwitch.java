package io.openwlm.core.token;

/**
 * Watches for a runaway: a burn far above everything that the agent ever did, and a noticeable part
 * of the organisation's budget gone by it. Both must hold, and it must have been watched for a
 * while: a new agent is no anomaly. What is so unusual is learned slowly.
 */
final class AnomalySwitch {
  /** How the reason of a stop by this switch begins. */
  static final String MARK = "anomaly switch: ";

  /** Times its own p99. */
  static final int TIMES = 20;

  /** Part of the organisation's budget that went in a 24th of the window. */
  static final double PART = 0.1;

  /** Ticks with use before it is judged. */
  static final int LEAST_SEEN = 60;

  /** Of unusual readings one in so many is learned. */
  private static final int LEARN_UNUSUAL = 32;

  private static final int MAX_COUNT = 100_000;
  private static final int PER_DOUBLING = 4;
  private static final int BUCKETS = 256;
  private static final double P99 = 0.99;

  private final int[] seen = new int[BUCKETS];
  private int count;
  private int unusual;

  /**
   * @param history the agent's
   * @param windowNanos length of its window
   * @param organisation thousandths of weighted tokens of the whole organisation in the window
   * @return true if the switch is thrown
   */
  boolean tick(UseHistory history, long windowNanos, long organisation) {
    long fast = windowNanos / BurnRate.FAST_PART;
    double used = history.used(fast / BurnRate.SHORT_PART);
    boolean far = count >= LEAST_SEEN && bucket(used) > p99() + bucketsOf(TIMES);
    if (used > 0 && (!far || ++unusual % LEARN_UNUSUAL == 0)) {
      seen[bucket(used)]++;
      count++;
      if (count >= MAX_COUNT) {
        fade();
      }
    }
    return far && history.used(fast) > PART * organisation;
  }

  private static int bucketsOf(double factor) {
    return (int) Math.ceil(PER_DOUBLING * Math.log(factor) / Math.log(2));
  }

  private static int bucket(double used) {
    return Math.clamp(
        (int) (PER_DOUBLING * Math.log(Math.max(1, used)) / Math.log(2)), 0, BUCKETS - 1);
  }

  private int p99() {
    long below = 0;
    for (int b = 0; b < BUCKETS; b++) {
      below += seen[b];
      if (below >= P99 * count) {
        return b;
      }
    }
    return BUCKETS - 1;
  }

  private void fade() {
    count = 0;
    for (int b = 0; b < BUCKETS; b++) {
      seen[b] /= 2;
      count += seen[b];
    }
  }
}
