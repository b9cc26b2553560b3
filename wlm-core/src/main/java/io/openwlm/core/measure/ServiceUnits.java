package io.openwlm.core.measure;

import io.openwlm.model.definition.ServiceParameters.Coefficients;

/**
 * What work used up, as one number: the sum of its kinds of service, weighted with the service
 * coefficients of the definition, as on z/OS:
 *
 * <pre>
 * CPU coefficient x user time + SRB coefficient x system time    (in units of CPU time)
 * + IOC coefficient x I/O operations
 * + MSO coefficient x pages of 4 KiB x units of CPU time / 50
 * </pre>
 *
 * <p>A second of CPU time is {@value #PER_CPU_SECOND} units on every machine: one unit is 20
 * microseconds. On z/OS the number depends on the model of the processor and is of this order for
 * one of full speed; Linux does not tell how fast a processor is compared with others.
 */
public final class ServiceUnits {
  /** Service units in one second of CPU time. */
  public static final int PER_CPU_SECOND = 50_000;

  private static final double NANOS_PER_UNIT = 1e9 / PER_CPU_SECOND;
  private static final double PAGE_BYTES = 4096;
  private static final double STORAGE_DIVISOR = 50;

  private final double cpu;
  private final double srb;
  private final double ioc;
  private final double mso;

  public ServiceUnits(Coefficients coefficients) {
    cpu = coefficients.cpu().doubleValue();
    srb = coefficients.srb().doubleValue();
    ioc = coefficients.ioc().doubleValue();
    mso = coefficients.mso().doubleValue();
  }

  /**
   * The weighted service; negative numbers count as 0.
   *
   * @param usageNanos CPU time
   * @param systemNanos the part of it spent in the kernel; what is not known counts as user time
   * @param ioOperations reads and writes on block devices
   * @param memoryBytes memory held while the CPU time was used
   * @return 0 or more
   */
  public double of(long usageNanos, long systemNanos, long ioOperations, long memoryBytes) {
    double usage = Math.max(0, usageNanos) / NANOS_PER_UNIT;
    double system = Math.min(usage, Math.max(0, systemNanos) / NANOS_PER_UNIT);
    double pages = Math.max(0, memoryBytes) / PAGE_BYTES;
    return cpu * (usage - system)
        + srb * system
        + ioc * Math.max(0, ioOperations)
        + mso * pages * usage / STORAGE_DIVISOR;
  }
}
