package io.openwlm.model.measurement;

import java.util.List;

/**
 * The performance of all service classes in one interval.
 *
 * @param classes one entry per service class, in the order of the definition
 */
public record PerformanceReport(long atNanos, List<ClassPerformance> classes) {
  public PerformanceReport {
    classes = List.copyOf(classes);
  }
}
