package io.openwlm.simulator.machine;

/**
 * Time that a piece of work needs of a CPU or a device.
 *
 * @param meanNanos above 0
 * @param shape how single pieces lie around the mean
 */
public record CpuDemand(long meanNanos, DemandShape shape) {
  private static final long SMALLEST_NANOS = 1_000;

  public CpuDemand {
    if (meanNanos <= 0) {
      throw new IllegalArgumentException("CPU time must be above 0: " + meanNanos + "ns");
    }
  }

  /**
   * @param exponential true: exponentially distributed around the mean; false: always the mean
   */
  public CpuDemand(long meanNanos, boolean exponential) {
    this(meanNanos, exponential ? DemandShape.EXPONENTIAL : DemandShape.FIXED);
  }

  public long draw(Dice dice) {
    return Math.max(SMALLEST_NANOS, (long) shape.draw(dice, meanNanos));
  }
}
