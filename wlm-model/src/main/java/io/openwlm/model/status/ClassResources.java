package io.openwlm.model.status;

import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.UsingDelay;

/**
 * What a class waited for besides CPUs and what it used in the last interval.
 *
 * @param ioDelayPercent share of non-idle time spent waiting for block I/O; negative if unknown
 * @param memoryDelayPercent share spent waiting for memory; negative if unknown
 * @param queueDelayPercent share spent in queues; negative if unknown
 * @param idlePercent share of all time of its processes in which they did nothing; negative if
 *     there were none
 * @param memoryBytes memory charged; 0 if unknown
 * @param ioPerSecond reads and writes on block devices; 0 if unknown
 * @param refaultsPerSecond pages evicted and soon read back; 0 if unknown
 * @param swapInsPerSecond those of them that came from swap; 0 if unknown
 * @param serviceUnitsPerSecond weighted with the service coefficients
 */
public record ClassResources(
    double ioDelayPercent,
    double memoryDelayPercent,
    double queueDelayPercent,
    double idlePercent,
    long memoryBytes,
    double ioPerSecond,
    double refaultsPerSecond,
    double swapInsPerSecond,
    double serviceUnitsPerSecond) {
  public static final ClassResources UNKNOWN = new ClassResources(-1, -1, -1, -1, 0, 0, 0, 0, 0);

  public static ClassResources of(ClassMeasurement m) {
    UsingDelay d = m.usingDelay();
    double busy = (double) d.usingNanos() + d.delayNanos();
    double all = busy + m.idleNanos();
    double perSecond = 1e9 / m.intervalNanos();
    Consumption used = m.consumption();
    return new ClassResources(
        percent(d.ioDelayNanos(), busy),
        percent(d.memoryDelayNanos(), busy),
        percent(d.queueDelayNanos(), busy),
        m.processes() == 0 ? -1 : percent(m.idleNanos(), all),
        used.memoryBytes(),
        used.ioOperations() * perSecond,
        used.refaults().pages() * perSecond,
        used.refaults().swapIns() * perSecond,
        used.serviceUnits() * perSecond);
  }

  private static double percent(long part, double all) {
    return all <= 0 ? -1 : 100 * part / all;
  }
}
