package io.openwlm.model.measurement;

import java.util.List;

/**
 * One adjustment interval, measured.
 *
 * @param startNanos start on the monotonic clock
 * @param endNanos end on the monotonic clock, after the start
 * @param classes one entry per service class, in the order of the definition
 * @param cpus CPUs that the managed work may use, above 0
 * @param reportClasses one entry per report class, in the order of the definition: what their tasks
 *     did, which is part of what the service classes did; transactions are not told per report
 *     class
 * @param systemPressureRatio share of the interval in which some task of the whole system waited
 *     for a CPU (0 to 1), negative if unknown
 */
public record IntervalMeasurement(
    long startNanos,
    long endNanos,
    List<ClassMeasurement> classes,
    List<ClassMeasurement> reportClasses,
    int cpus,
    double systemPressureRatio) {
  public IntervalMeasurement {
    classes = List.copyOf(classes);
    reportClasses = List.copyOf(reportClasses);
  }

  /** An interval of a definition without report classes. */
  public IntervalMeasurement(
      long startNanos,
      long endNanos,
      List<ClassMeasurement> classes,
      int cpus,
      double systemPressureRatio) {
    this(startNanos, endNanos, classes, List.of(), cpus, systemPressureRatio);
  }

  public long lengthNanos() {
    return endNanos - startNanos;
  }
}
