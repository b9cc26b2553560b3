package io.openwlm.model.measurement;

import org.jspecify.annotations.Nullable;

/**
 * What one service class did in one interval.
 *
 * @param serviceClass its name
 * @param presence whether it could be seen
 * @param processes processes found, 0 or more
 * @param intervalNanos length of the interval, above 0
 */
public record ClassMeasurement(
    String serviceClass,
    ClassPresence presence,
    int processes,
    long intervalNanos,
    Consumption consumption,
    UsingDelay usingDelay,
    Pressure pressure,
    Transactions transactions) {

  /** CPUs used on average, 0 or more. */
  public double cpusUsed() {
    return (double) usageNanos() / intervalNanos;
  }

  /** CPUs' worth of threads waiting on average, 0 or more. */
  public double cpusWaiting() {
    return (double) cpuDelayNanos() / intervalNanos;
  }

  /**
   * Time in which its processes neither ran nor waited for anything that a manager could give: one
   * process counts once, so a process with many busy threads has none.
   */
  public long idleNanos() {
    return Math.max(0, processes * intervalNanos - usingDelay.servedNanos());
  }

  /**
   * Execution velocity of this interval, 0 to 100, or a negative number if there were no samples.
   *
   * @param counting which delays count
   */
  public double velocity(VelocitySamples counting) {
    long samples = usingNanos() + counting.counted(usingDelay).delayNanos();
    return samples <= 0 ? -1 : 100.0 * usingNanos() / samples;
  }

  public long usageNanos() {
    return consumption.usageNanos();
  }

  public long usingNanos() {
    return usingDelay.usingNanos();
  }

  public long cpuDelayNanos() {
    return usingDelay.cpuDelayNanos();
  }

  public long capDelayNanos() {
    return usingDelay.capDelayNanos();
  }

  public double pressureRatio() {
    return pressure.cpu();
  }

  public long completions() {
    return transactions.completions();
  }

  public @Nullable ResponseTimeDistribution responseTimes() {
    return transactions.responseTimes();
  }

  public long inFlight() {
    return transactions.inFlight();
  }

  public long oldestInFlightNanos() {
    return transactions.oldestInFlightNanos();
  }

  public long dropped() {
    return transactions.dropped();
  }
}
