package io.openwlm.core.cycle;

import io.openwlm.core.port.TokenReports;
import io.openwlm.core.port.WorkDiscovery.DiscoveryReport;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.ReportClassStatus;
import io.openwlm.model.status.ResourceGroupStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts together the picture that readers get. Used by the cycle's thread only. */
final class StatusBoard {
  private final PolicyInForce inForce;
  private final ServiceDefinition definition;
  private final ManagerIdentity identity;
  private final List<ClassBoard> boards;
  private DiscoveryReport discovery;
  private final Set<String> writeWarnings = new LinkedHashSet<>();
  private List<ReportClassStatus> reportClasses = List.of();
  private List<ResourceGroupStatus> resourceGroups = List.of();
  private double systemCpuPercent;
  private double systemPressurePercent = -1;

  StatusBoard(PolicyInForce inForce, ManagerIdentity identity) {
    this.inForce = inForce;
    this.definition = inForce.definition();
    this.identity = identity;
    boards = definition.serviceClasses().stream().map(ClassBoard::new).toList();
    List<List<String>> none = new ArrayList<>();
    List<Integer> zero = new ArrayList<>();
    for (int i = 0; i < boards.size(); i++) {
      none.add(List.of());
      zero.add(0);
    }
    discovery = new DiscoveryReport(none, zero, List.of());
  }

  void discovered(DiscoveryReport report) {
    discovery = report;
  }

  void measured(IntervalMeasurement measurement, PerformanceReport report) {
    double used = 0;
    for (int i = 0; i < boards.size(); i++) {
      ClassMeasurement m = measurement.classes().get(i);
      boards.get(i).measured(m, report.classes().get(i));
      used += m.cpusUsed();
    }
    reportClasses = measurement.reportClasses().stream().map(StatusBoard::report).toList();
    systemCpuPercent = 100 * used / measurement.cpus();
    systemPressurePercent =
        measurement.systemPressureRatio() < 0 ? -1 : 100 * measurement.systemPressureRatio();
  }

  /** How the resource groups do now. */
  void groups(List<ResourceGroupStatus> now) {
    resourceGroups = now;
  }

  /** How the classes with token goals do now. */
  void tokens(TokenReports tokens) {
    for (int i = 0; i < boards.size(); i++) {
      ClassBoard board = boards.get(i);
      tokens.of(definition.serviceClasses().get(i).name()).ifPresent(board::tokens);
    }
  }

  /** Tokens were granted or taken back; classes that are gone are left out. */
  void granted(TokenReports.Decision decision) {
    for (DecisionStatus.Change change : decision.changes()) {
      for (int i = 0; i < boards.size(); i++) {
        if (definition.serviceClasses().get(i).name().equals(change.serviceClass())) {
          boards.get(i).granted(change);
        }
      }
    }
  }

  private static ReportClassStatus report(ClassMeasurement m) {
    UsingDelay d = m.usingDelay();
    double busy = d.usingNanos() + d.delayNanos();
    return new ReportClassStatus(
        m.serviceClass(),
        m.processes(),
        100 * m.cpusUsed(),
        percent(d.usingNanos(), busy),
        percent(d.cpuDelayNanos(), busy),
        percent(d.ioDelayNanos(), busy),
        percent(d.memoryDelayNanos(), busy));
  }

  private static double percent(long part, double busy) {
    return busy <= 0 ? -1 : 100 * part / busy;
  }

  void weights(List<ClassSettings> kernel) {
    for (int i = 0; i < boards.size(); i++) {
      boards.get(i).weightNow(kernel.get(i).cpuWeight());
    }
  }

  void decided(PolicyDecision decision, ActuationReport actuation, boolean enforced) {
    for (Refusal skip : decision.skips()) {
      boards.get(indexOf(skip.serviceClass())).skipped(skip.reason());
    }
    for (Adjustment adjustment : decision.adjustments()) {
      for (WeightChange change : adjustment.changes()) {
        boards.get(indexOf(change.serviceClass())).adjusted(adjustment, change, enforced);
      }
    }
    writeWarnings.clear();
    for (ActuationReport.Outcome outcome : actuation.outcomes()) {
      boards.get(indexOf(outcome.serviceClass())).written(outcome);
      switch (outcome.result()) {
        case REFUSED, VANISHED, FOREIGN_WRITER ->
            writeWarnings.add(
                outcome.serviceClass()
                    + ": "
                    + outcome.target()
                    + " "
                    + outcome.result()
                    + (outcome.detail().isEmpty() ? "" : " (" + outcome.detail() + ")"));
        case APPLIED, UNCHANGED, OBSERVE_ONLY -> {}
      }
    }
  }

  private int indexOf(String name) {
    for (int i = 0; i < boards.size(); i++) {
      if (definition.serviceClasses().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such class: " + name);
  }

  ManagerStatus status(
      boolean enforcing,
      long intervals,
      double upSeconds,
      long epochMillis,
      List<DecisionStatus> decisions) {
    List<ClassStatus> classes = new ArrayList<>();
    for (int i = 0; i < boards.size(); i++) {
      classes.add(boards.get(i).status(discovery.cgroups().get(i), discovery.processes().get(i)));
    }
    List<String> warnings = new ArrayList<>(writeWarnings);
    warnings.addAll(discovery.warnings());
    warnings.addAll(identity.warnings());
    return new ManagerStatus(
        identity.host(),
        definition.name(),
        inForce.source(),
        inForce.policy().name(),
        inForce.sinceEpochMillis(),
        inForce.byUser(),
        identity.mode(),
        enforcing,
        identity.version(),
        identity.pid(),
        epochMillis,
        upSeconds,
        intervals,
        definition.control().samplingNanos() / 1_000_000,
        definition.control().adjustmentNanos() / 1_000_000,
        identity.cpus(),
        systemCpuPercent,
        systemPressurePercent,
        classes,
        decisions,
        warnings,
        reportClasses,
        resourceGroups);
  }
}
