package io.openwlm.model.measurement;

/**
 * What a class used up in one interval.
 *
 * @param usageNanos CPU time, from the control group
 * @param systemNanos the part of it spent in the kernel; 0 if unknown
 * @param ioOperations reads and writes on block devices; 0 if unknown
 * @param memoryBytes memory charged to the class at the end; 0 if unknown
 * @param serviceUnits weighted with the service coefficients
 */
public record Consumption(
    long usageNanos, long systemNanos, long ioOperations, long memoryBytes, double serviceUnits) {
  public static final Consumption NONE = new Consumption(0, 0, 0, 0, 0);

  /** CPU time only. */
  public static Consumption ofCpu(long usageNanos) {
    return new Consumption(usageNanos, 0, 0, 0, 0);
  }
}
