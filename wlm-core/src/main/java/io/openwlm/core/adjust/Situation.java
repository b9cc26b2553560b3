package io.openwlm.core.adjust;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import java.util.List;
import java.util.Set;

/**
 * What a strategy decides upon.
 *
 * @param kernel the settings each class has in the kernel now
 * @param blocked classes to be left alone: values refused, or written by somebody else
 * @param usingDelaySource what the delay numbers rest on
 * @param early decided between two intervals, because important work is in trouble
 * @param families which classes compete for CPU by their weights
 */
public record Situation(
    ServiceDefinition definition,
    IntervalMeasurement measurement,
    PerformanceReport report,
    List<ClassSettings> kernel,
    Set<Integer> blocked,
    String usingDelaySource,
    boolean early,
    CpuFamilies families) {
  public Situation {
    kernel = List.copyOf(kernel);
    blocked = Set.copyOf(blocked);
  }

  /** With all control groups under one parent. */
  public Situation(
      ServiceDefinition definition,
      IntervalMeasurement measurement,
      PerformanceReport report,
      List<ClassSettings> kernel,
      Set<Integer> blocked,
      String usingDelaySource,
      boolean early) {
    this(
        definition, measurement, report, kernel, blocked, usingDelaySource, early, CpuFamilies.ONE);
  }

  /** The same with control groups elsewhere. */
  public Situation with(CpuFamilies others) {
    return new Situation(
        definition, measurement, report, kernel, blocked, usingDelaySource, early, others);
  }

  public int size() {
    return kernel.size();
  }

  /** CPU weight of a class in the kernel now; 0 = it has no control group. */
  public int kernelWeight(int i) {
    return kernel.get(i).cpuWeight();
  }

  public ServiceClass serviceClass(int i) {
    return definition.serviceClasses().get(i);
  }

  public ClassMeasurement measured(int i) {
    return measurement.classes().get(i);
  }

  public ClassPerformance performance(int i) {
    return report.classes().get(i);
  }

  /** CPUs' worth of threads of a class that wait; from pressure if delays cannot be seen. */
  public double waiting(int i) {
    ClassMeasurement m = measured(i);
    return m.usingNanos() == 0 && m.cpuDelayNanos() == 0
        ? Math.max(0, m.pressureRatio())
        : m.cpusWaiting();
  }
}
