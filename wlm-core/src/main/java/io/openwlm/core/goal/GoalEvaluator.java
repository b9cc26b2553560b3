package io.openwlm.core.goal;

import io.openwlm.core.port.SysplexMeasurements;
import io.openwlm.core.port.TokenReports;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.measurement.VelocitySamples;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the local and the sysplex performance index of every class, with as many past intervals
 * as it takes to have enough data. One thread.
 */
public final class GoalEvaluator {
  private final List<ServiceClass> classes;
  private final SysplexMeasurements sysplex;
  private final List<ClassGoalEvaluator> here;
  private final List<ClassGoalEvaluator> everywhere;

  /** For one system alone. */
  public GoalEvaluator(ServiceDefinition definition) {
    this(definition, SysplexMeasurements.ALONE);
  }

  /**
   * @param sysplex what other systems measured
   */
  public GoalEvaluator(ServiceDefinition definition, SysplexMeasurements sysplex) {
    classes = definition.serviceClasses();
    this.sysplex = sysplex;
    here = evaluators(definition);
    everywhere = sysplex.equals(SysplexMeasurements.ALONE) ? List.of() : evaluators(definition);
  }

  private static List<ClassGoalEvaluator> evaluators(ServiceDefinition definition) {
    return definition.serviceClasses().stream()
        .map(c -> new ClassGoalEvaluator(c, VelocitySamples.of(definition, c)))
        .toList();
  }

  public PerformanceReport evaluate(IntervalMeasurement measurement) {
    return evaluate(measurement, TokenReports.NONE);
  }

  /**
   * @param tokens how the classes with token goals do
   */
  public PerformanceReport evaluate(IntervalMeasurement measurement, TokenReports tokens) {
    List<ClassPerformance> local = new ArrayList<>(classes.size());
    List<ClassPerformance> all = new ArrayList<>(everywhere.size());
    for (int i = 0; i < classes.size(); i++) {
      ClassMeasurement now = measurement.classes().get(i);
      local.add(here.get(i).evaluate(now, tokens));
      if (!everywhere.isEmpty()) {
        List<ClassMeasurement> others = sysplex.others(classes.get(i).name());
        all.add(everywhere.get(i).evaluate(SysplexSum.of(now, others), tokens));
      }
    }
    return new PerformanceReport(measurement.endNanos(), local, everywhere.isEmpty() ? local : all);
  }
}
