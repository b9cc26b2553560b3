package io.openwlm.model.measurement;

/**
 * What a class used up in one interval.
 *
 * @param usageNanos CPU time, from the control group
 * @param systemNanos the part of it spent in the kernel; 0 if unknown
 * @param ioOperations reads and writes on block devices; 0 if unknown
 * @param memoryBytes memory charged to the class at the end; 0 if unknown
 * @param serviceUnits weighted with the service coefficients
 * @param refaults pages that it lost and needed again
 */
public record Consumption(
    long usageNanos,
    long systemNanos,
    long ioOperations,
    long memoryBytes,
    double serviceUnits,
    Refaults refaults) {
  public static final Consumption NONE = new Consumption(0, 0, 0, 0, 0, Refaults.NONE);

  /**
   * Pages that were evicted and soon read back; 0 if unknown.
   *
   * @param pages all of them
   * @param swapIns those that came from swap
   */
  public record Refaults(long pages, long swapIns) {
    public static final Refaults NONE = new Refaults(0, 0);
  }

  /** CPU time only. */
  public static Consumption ofCpu(long usageNanos) {
    return new Consumption(usageNanos, 0, 0, 0, 0, Refaults.NONE);
  }
}
