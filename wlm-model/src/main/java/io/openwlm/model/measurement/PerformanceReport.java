package io.openwlm.model.measurement;

import java.util.List;

/**
 * The performance of all service classes in one interval.
 *
 * @param classes one entry per service class, in the order of the definition: the local performance
 *     index, of the work on this system
 * @param sysplex the same for the work on all systems of the sysplex; equal to {@code classes} on
 *     one system alone
 */
public record PerformanceReport(
    long atNanos, List<ClassPerformance> classes, List<ClassPerformance> sysplex) {
  public PerformanceReport {
    classes = List.copyOf(classes);
    sysplex = List.copyOf(sysplex);
    if (classes.size() != sysplex.size()) {
      throw new IllegalArgumentException(
          classes.size() + " local and " + sysplex.size() + " sysplex indexes");
    }
  }

  /** Of one system alone. */
  public PerformanceReport(long atNanos, List<ClassPerformance> classes) {
    this(atNanos, classes, classes);
  }
}
