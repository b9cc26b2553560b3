package io.openwlm.server.metrics;

import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.Evidence;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Interval records for tests. */
final class Records {
  private static final long SECOND = 1_000_000_000L;

  private Records() {}

  /** A definition with a class for each line {@code NAME: GOAL}. */
  static ServiceDefinition definition(String... classes) {
    StringBuilder text =
        new StringBuilder("service-definition:\n  name: TEST\n  cgroup-root: /t\n");
    text.append("  control: { sampling-interval: 250ms }\n  service-classes:\n");
    for (String each : classes) {
      int colon = each.indexOf(':');
      text.append("    - { name: ").append(each, 0, colon).append(", goal: ");
      text.append(each.substring(colon + 1).strip());
      text.append(each.contains("discretionary") ? "" : ", importance: 2");
      text.append(", cgroup: /t/").append(each, 0, colon).append(" }\n");
    }
    var result = DefinitionReader.read("test.yaml", text.toString());
    if (result.definition().isEmpty()) {
      throw new IllegalArgumentException(result.problems().toString());
    }
    return ActivePolicy.first(result.definition().get()).effective();
  }

  /** An interval of one second in which each class ran half of it and ended what is told. */
  static IntervalRecord of(
      ServiceDefinition definition, List<DecisionStatus> fresh, long... responseMillis) {
    List<ClassMeasurement> measured = new ArrayList<>();
    List<ClassPerformance> performance = new ArrayList<>();
    List<ClassSettings> settings = new ArrayList<>();
    for (ServiceClass each : definition.serviceClasses()) {
      ResponseTimeDistribution times = null;
      if (each.goal() instanceof Goal.ResponseTimeGoal goal) {
        times = new ResponseTimeDistribution(goal.goalNanos());
        for (long millis : responseMillis) {
          times.record(millis * 1_000_000);
        }
      }
      measured.add(
          new ClassMeasurement(
              each.name(),
              ClassPresence.PRESENT,
              1,
              SECOND,
              Consumption.ofCpu(SECOND / 2),
              UsingDelay.ofCpu(SECOND / 2, SECOND / 4, 0),
              Pressure.UNKNOWN,
              new Transactions(responseMillis.length, times, 0, 0, 0)));
      performance.add(
          new ClassPerformance(
              each.name(),
              each.goal(),
              each.importance(),
              OptionalDouble.of(1.25),
              "-",
              Evidence.TRANSACTIONS,
              Confidence.HIGH,
              ""));
      settings.add(new ClassSettings(120, 200, 4096));
    }
    return new IntervalRecord(
        status(fresh),
        definition,
        0,
        1000,
        4,
        new IntervalMeasurement(0, SECOND, measured, 2, -1),
        new PerformanceReport(SECOND, performance),
        settings,
        fresh);
  }

  static ManagerStatus status(List<DecisionStatus> decisions) {
    return new ManagerStatus(
        "host",
        "TEST",
        "",
        "DEFAULT",
        86_400_000,
        "root",
        "simulated",
        true,
        "0.1",
        1,
        2,
        3,
        4,
        250,
        1000,
        2,
        50,
        -1,
        List.of(),
        decisions,
        List.of(),
        List.of(),
        List.of());
  }

  /** A decision with one projection and one write. */
  static DecisionStatus decision(
      long id, String act, String reason, double projected, Double actual, DecisionStatus.Write w) {
    return new DecisionStatus(
        id,
        1,
        1000,
        act,
        "A",
        reason,
        "",
        "",
        1.5,
        "",
        DecisionStatus.Where.UNKNOWN,
        List.of(),
        List.of(),
        List.of(new DecisionStatus.Projected("A", 2, 1.5, projected, actual)),
        List.of(w),
        List.of(),
        "");
  }
}
