package io.openwlm.simulator.machine;

/**
 * CPU time that a piece of work needs.
 *
 * @param meanNanos above 0
 * @param exponential true: exponentially distributed around the mean; false: always the mean
 */
public record CpuDemand(long meanNanos, boolean exponential) {
  private static final long SMALLEST_NANOS = 1_000;

  public CpuDemand {
    if (meanNanos <= 0) {
      throw new IllegalArgumentException("CPU time must be above 0: " + meanNanos + "ns");
    }
  }

  public long draw(Dice dice) {
    long nanos = exponential ? (long) dice.exponential(meanNanos) : meanNanos;
    return Math.max(SMALLEST_NANOS, nanos);
  }
}
