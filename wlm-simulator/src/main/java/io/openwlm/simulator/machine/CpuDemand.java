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

  /** As many as there is room for, in whole nanoseconds, as from {@link #draw(Dice)}. */
  public void draw(Dice dice, double[] into) {
    if (shape instanceof DemandShape.Exponential) {
      dice.exponentials(into);
      for (int i = 0; i < into.length; i++) {
        into[i] = whole((double) meanNanos * into[i]);
      }
    } else {
      for (int i = 0; i < into.length; i++) {
        into[i] = (double) draw(dice);
      }
    }
  }

  private static double whole(double nanos) {
    return (double) Math.max(SMALLEST_NANOS, (long) nanos);
  }

  /** One, in nanoseconds. */
  public long draw(Dice dice) {
    return Math.max(SMALLEST_NANOS, (long) shape.draw(dice, meanNanos));
  }
}
