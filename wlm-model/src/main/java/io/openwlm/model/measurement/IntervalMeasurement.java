package io.openwlm.model.measurement;

import java.util.List;

/**
 * One adjustment interval, measured.
 *
 * @param startNanos start on the monotonic clock
 * @param endNanos end on the monotonic clock, after the start
 * @param classes one entry per service class, in the order of the definition
 * @param cpus CPUs that the managed work may use, above 0
 * @param systemPressureRatio share of the interval in which some task of the whole system waited
 *     for a CPU (0 to 1), negative if unknown
 */
public record IntervalMeasurement(
    long startNanos,
    long endNanos,
    List<ClassMeasurement> classes,
    int cpus,
    double systemPressureRatio) {
  public IntervalMeasurement {
    classes = List.copyOf(classes);
  }

  public long lengthNanos() {
    return endNanos - startNanos;
  }
}
