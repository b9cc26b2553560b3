package io.openwlm.record;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClasses;
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
import java.util.List;
import java.util.OptionalDouble;

/** One interval with fixed numbers, which no change of the manager or the simulator changes. */
final class HandMade {
  private static final long END_MILLIS = 1_795_278_730_000L;
  private static final long LENGTH_NANOS = 10_000_000_000L;

  private HandMade() {}

  static IntervalRecord interval() {
    ServiceClass shop =
        ServiceClass.of(
            "ONLINE-SHOP",
            "The shop",
            new Goal.PercentileResponseTimeGoal(90, 50_000_000, 50),
            new Importance(1),
            HostBinding.NONE);
    ServiceClass batch =
        ServiceClass.of(
            "BATCH",
            "Nightly work",
            new Goal.DiscretionaryGoal(),
            Importance.DISCRETIONARY,
            HostBinding.NONE);
    ServiceDefinition definition =
        ServiceDefinition.ofHost(
            DefinitionHeader.of("GOLDEN", "For a test"),
            new HostSettings(ControlSettings.DEFAULT, new CgroupPath("/t")),
            List.of(shop, batch),
            List.of(),
            null);
    List<DecisionStatus> decisions = List.of(raise(), mode());
    return new IntervalRecord(
        status(decisions),
        definition,
        END_MILLIS - LENGTH_NANOS / 1_000_000,
        END_MILLIS,
        40,
        new IntervalMeasurement(
            0, LENGTH_NANOS, List.of(measured("ONLINE-SHOP", times()), measured("BATCH")), 2, 0.25),
        new PerformanceReport(
            LENGTH_NANOS, List.of(performance(shop, 1.2), performance(batch, 0.81))),
        List.of(new ClassSettings(320, 100, 1 << 20), ClassSettings.ofCpu(60)),
        decisions);
  }

  /** The same with work of the shop in a report class. */
  static IntervalRecord withReportClass() {
    IntervalRecord plain = interval();
    ServiceDefinition d = plain.definition();
    ReportClass search =
        new ReportClass("SEARCH", "Who looks for something", ChangeHistory.NONE, null);
    ServiceDefinition definition =
        new ServiceDefinition(
            d.header(),
            d.policies(),
            new ServiceClasses(
                d.classes().workloads(), d.serviceClasses(), List.of(), List.of(), List.of(search)),
            d.classification(),
            d.parameters(),
            d.environments(),
            d.host(),
            d.foreign());
    IntervalMeasurement m = plain.measurement();
    return new IntervalRecord(
        plain.status(),
        definition,
        plain.startEpochMillis(),
        plain.endEpochMillis(),
        plain.samples(),
        new IntervalMeasurement(
            m.startNanos(),
            m.endNanos(),
            m.classes(),
            List.of(measured("SEARCH")),
            m.cpus(),
            m.systemPressureRatio()),
        plain.report(),
        plain.settings(),
        plain.decisions());
  }

  private static Transactions times() {
    ResponseTimeDistribution times = new ResponseTimeDistribution(50_000_000);
    times.record(10_000_000, 70);
    times.record(52_000_000, 20);
    times.record(300_000_000, 10);
    return new Transactions(100, times, 3, 80_000_000, 0);
  }

  private static ClassMeasurement measured(String name) {
    return measured(name, Transactions.NONE);
  }

  private static ClassMeasurement measured(String name, Transactions transactions) {
    return new ClassMeasurement(
        name,
        ClassPresence.PRESENT,
        4,
        LENGTH_NANOS,
        new Consumption(
            8_000_000_000L, 1_000_000_000L, 123, 64 << 20, 400_000, Consumption.Refaults.NONE),
        new UsingDelay(8_000_000_000L, 4_600_000_000L, 100_000_000, 750_000_000, 300_000_000, 0),
        Pressure.UNKNOWN,
        transactions);
  }

  private static ClassPerformance performance(ServiceClass c, double index) {
    return new ClassPerformance(
        c.name(),
        c.goal(),
        c.importance(),
        OptionalDouble.of(index),
        "-",
        Evidence.TRANSACTIONS,
        Confidence.HIGH,
        "");
  }

  private static ManagerStatus status(List<DecisionStatus> decisions) {
    return new ManagerStatus(
        "host01.example",
        "GOLDEN",
        "golden.yaml",
        "DEFAULT",
        END_MILLIS - 3_600_000,
        "alice",
        "cgroup2",
        true,
        "0",
        1,
        END_MILLIS,
        3600,
        360,
        250,
        10_000,
        2,
        80,
        25,
        List.of(),
        decisions,
        List.of(),
        List.of(),
        List.of());
  }

  private static DecisionStatus raise() {
    return new DecisionStatus(
        48,
        360,
        END_MILLIS,
        "RAISE",
        "ONLINE-SHOP",
        "GOAL_MISSED",
        "90% < 50ms",
        "70%",
        1.2,
        "transactions",
        new DecisionStatus.Where(60, 34, 1, 5, 0, 0),
        List.of(
            new DecisionStatus.Change("ONLINE-SHOP", 1, "weight", 180, 320, "GOAL_MISSED"),
            new DecisionStatus.Change("BATCH", 6, "weight", 160, 60, "DONATED")),
        List.of(new DecisionStatus.NotChosen("OTHER", "DONOR_AT_FLOOR", "")),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  private static DecisionStatus mode() {
    return new DecisionStatus(
        49,
        360,
        END_MILLIS,
        "MODE",
        "",
        "OPERATOR",
        "",
        "",
        null,
        "",
        DecisionStatus.Where.UNKNOWN,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "enforce on by alice");
  }
}
