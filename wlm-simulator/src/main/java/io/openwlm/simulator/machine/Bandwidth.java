package io.openwlm.simulator.machine;

/**
 * CPU time that a control group may use in each period, as with {@code cpu.max}: when it is used up
 * the group is throttled, and its threads wait until the next period begins.
 */
public final class Bandwidth {
  public static final long NO_LIMIT = Long.MAX_VALUE;
  public static final long DEFAULT_PERIOD_NANOS = 100_000_000L;

  private final int cpus;
  private long quotaNanos = NO_LIMIT;
  private long periodNanos = DEFAULT_PERIOD_NANOS;
  private long leftNanos;
  private long periodEndNanos;
  private boolean throttled;
  private long periods;
  private long throttledPeriods;
  private long throttledNanos;

  /**
   * @param cpus of the machine
   */
  Bandwidth(int cpus) {
    this.cpus = cpus;
  }

  /** A new limit; a period begins with it. */
  void set(long newQuotaNanos, long newPeriodNanos, long nowNanos) {
    quotaNanos = newQuotaNanos;
    periodNanos = newPeriodNanos;
    leftNanos = newQuotaNanos;
    periodEndNanos = nowNanos + newPeriodNanos;
  }

  boolean isLimited() {
    return quotaNanos != NO_LIMIT;
  }

  /** Time passes, with so many threads running and so many waiting for the next period. */
  void pass(int running, int waiting, long nanos) {
    if (isLimited()) {
      leftNanos -= running * nanos;
      throttledNanos += throttled ? Math.min(waiting, cpus) * nanos : 0;
    }
  }

  /** When it changes what the group may do, while so many threads run. */
  long nextNanos(int running, long nowNanos) {
    if (throttled) {
      return periodEndNanos;
    }
    return running == 0
        ? Long.MAX_VALUE
        : Math.min(periodEndNanos, nowNanos + Math.ceilDiv(Math.max(0, leftNanos), running));
  }

  /** Begins the period of now, if it has not begun. */
  void refill(long nowNanos) {
    if (isLimited() && nowNanos >= periodEndNanos) {
      long passed = (nowNanos - periodEndNanos) / periodNanos + 1;
      periodEndNanos += passed * periodNanos;
      periods += passed;
      leftNanos = quotaNanos + Math.min(0, leftNanos); // what was too much is paid back
    }
  }

  boolean isUsedUp() {
    return isLimited() && leftNanos <= 0;
  }

  /** The threads of the group must wait. */
  boolean isThrottled() {
    return throttled;
  }

  void setThrottled(boolean on) {
    throttled = on;
    throttledPeriods += on ? 1 : 0;
  }

  /** CPU time for each period; {@link #NO_LIMIT} = no limit. */
  public long quotaNanos() {
    return quotaNanos;
  }

  public long periodNanos() {
    return periodNanos;
  }

  /** Periods that have ended. */
  public long periods() {
    return periods;
  }

  /** Periods in which the group was throttled. */
  public long throttledPeriods() {
    return throttledPeriods;
  }

  /** Time for which CPUs were kept from the group, summed over those that it could have used. */
  public long throttledNanos() {
    return throttledNanos;
  }
}
