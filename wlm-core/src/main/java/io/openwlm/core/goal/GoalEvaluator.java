package io.openwlm.core.goal;

import io.openwlm.core.port.TokenReports;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the performance index of every class, with as many past intervals as it takes to have
 * enough data. One thread.
 */
public final class GoalEvaluator {
  private final List<ServiceClass> classes;
  private final List<ClassGoalEvaluator> evaluators;

  public GoalEvaluator(ServiceDefinition definition) {
    classes = definition.serviceClasses();
    evaluators = classes.stream().map(ClassGoalEvaluator::new).toList();
  }

  public PerformanceReport evaluate(IntervalMeasurement measurement) {
    return evaluate(measurement, TokenReports.NONE);
  }

  /**
   * @param tokens how the classes with token goals do
   */
  public PerformanceReport evaluate(IntervalMeasurement measurement, TokenReports tokens) {
    List<ClassPerformance> performance = new ArrayList<>(classes.size());
    for (int i = 0; i < classes.size(); i++) {
      performance.add(evaluators.get(i).evaluate(measurement.classes().get(i), tokens));
    }
    return new PerformanceReport(measurement.endNanos(), performance);
  }
}
