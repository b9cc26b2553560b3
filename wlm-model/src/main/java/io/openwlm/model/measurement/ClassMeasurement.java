package io.openwlm.model.measurement;

import org.jspecify.annotations.Nullable;

/**
 * What one service class did in one interval.
 *
 * @param serviceClass its name
 * @param presence whether it could be seen
 * @param processes processes found, 0 or more
 * @param intervalNanos length of the interval, above 0
 * @param usageNanos CPU time used, from the control group
 * @param usingNanos time its threads ran, as the using/delay source saw it; 0 if it has none
 * @param cpuDelayNanos time its threads were ready and waited for a CPU, own throttling subtracted
 * @param capDelayNanos time they waited because of the class's own CPU limit
 * @param pressureRatio share of the interval (0 to 1) in which some thread waited for a CPU;
 *     negative if unknown
 * @param memoryPressureRatio the same for memory, negative if unknown
 * @param ioPressureRatio the same for I/O, negative if unknown
 * @param completions transactions reported as ended
 * @param responseTimes their response times around the goal, running ones that are already late
 *     included; null if the goal is none on response time
 * @param inFlight transactions reported as running
 * @param oldestInFlightNanos age of the oldest of them
 * @param dropped transactions that reporters lost before they reached the daemon
 */
public record ClassMeasurement(
    String serviceClass,
    ClassPresence presence,
    int processes,
    long intervalNanos,
    long usageNanos,
    long usingNanos,
    long cpuDelayNanos,
    long capDelayNanos,
    double pressureRatio,
    double memoryPressureRatio,
    double ioPressureRatio,
    long completions,
    @Nullable ResponseTimeDistribution responseTimes,
    long inFlight,
    long oldestInFlightNanos,
    long dropped) {

  /** CPUs used on average, 0 or more. */
  public double cpusUsed() {
    return (double) usageNanos / intervalNanos;
  }

  /** CPUs' worth of threads waiting on average, 0 or more. */
  public double cpusWaiting() {
    return (double) cpuDelayNanos / intervalNanos;
  }

  /** Execution velocity 0 to 100, or a negative number if there were no samples. */
  public double velocity() {
    long samples = usingNanos + cpuDelayNanos;
    return samples <= 0 ? -1 : 100.0 * usingNanos / samples;
  }
}
