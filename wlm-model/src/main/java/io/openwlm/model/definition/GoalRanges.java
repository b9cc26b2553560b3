package io.openwlm.model.definition;

/** Ranges of goal values, from z/OS MVS Planning: Workload Management. */
public final class GoalRanges {
  public static final long MIN_RESPONSE_TIME_NANOS = 1_000_000L;
  public static final long MAX_RESPONSE_TIME_NANOS = 24L * 3600 * 1_000_000_000L;
  public static final int MIN_PERCENT = 1;
  public static final int MAX_PERCENT = 99;

  /**
   * Stands in for goals on transactions while none are reported; an assumption, not a measurement.
   */
  public static final int VELOCITY_WITHOUT_TRANSACTIONS = 60;

  private GoalRanges() {}

  static void responseTime(long nanos) {
    if (nanos < MIN_RESPONSE_TIME_NANOS || nanos > MAX_RESPONSE_TIME_NANOS) {
      throw new IllegalArgumentException("response time goal must be 1ms to 24h: " + nanos + "ns");
    }
  }

  static void percentile(int percentile) {
    if (percentile < MIN_PERCENT || percentile > MAX_PERCENT) {
      throw new IllegalArgumentException("percentile must be 1 to 99: " + percentile);
    }
  }

  static void velocity(int velocity) {
    if (velocity < MIN_PERCENT || velocity > MAX_PERCENT) {
      throw new IllegalArgumentException("velocity must be 1 to 99: " + velocity);
    }
  }
}
