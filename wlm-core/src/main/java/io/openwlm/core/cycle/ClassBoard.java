package io.openwlm.core.cycle;

import io.openwlm.core.adjust.Bottlenecks;
import io.openwlm.core.port.TokenReports;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.explain.SettingText;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.ResponseTimeWindows;
import io.openwlm.model.status.ClassResources;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the board remembers of one class between intervals: history, last action, state. */
final class ClassBoard {
  static final int HISTORY = 60;

  private final ServiceClass serviceClass;
  private final List<@Nullable Double> history = new ArrayList<>();
  private @Nullable ClassMeasurement measurement;
  private @Nullable ClassPerformance performance;
  private int weight;
  private int previousWeight;
  private String lastAction = "";
  private String state = "no data";
  private String writeProblem = "";
  private long dropped;

  ClassBoard(ServiceClass serviceClass) {
    this.serviceClass = serviceClass;
  }

  void measured(ClassMeasurement m, ClassPerformance p) {
    measurement = m;
    performance = p;
    dropped += m.dropped();
    history.add(p.performanceIndex().isPresent() ? p.performanceIndex().getAsDouble() : null);
    if (history.size() > HISTORY) {
      history.removeFirst();
    }
    if (serviceClass.goal() instanceof Goal.TokenBudgetGoal) {
      state = "no data"; // until its agents say more: tokens()
    } else if (m.presence() != ClassPresence.PRESENT) {
      state = "n/a(" + m.presence() + ")";
    } else if (!writeProblem.isEmpty()) {
      state = "n/a(" + writeProblem + ")";
    } else {
      state = p.performanceIndex().isEmpty() ? "no data" : "steady";
    }
  }

  /** How its agents do; only for a class with a token goal. */
  void tokens(TokenReports.Performance p) {
    state = p.signal().key();
  }

  /** Grants of its agents changed. */
  void granted(DecisionStatus.Change change) {
    lastAction = change.from() + ">" + change.to() + " " + change.reason();
  }

  void weightNow(int kernelWeight) {
    if (weight == 0) {
      previousWeight = kernelWeight;
    }
    weight = kernelWeight;
  }

  void skipped(ReasonCode reason) {
    if (!state.startsWith("n/a")) {
      switch (reason) {
        case AT_CEILING -> state = "at ceiling";
        case SETTLING -> state = "settling";
        case NOT_CPU_BOUND -> state = "not cpu bound";
        case GOAL_UNREACHABLE -> state = "unreachable";
        case IO_NOT_MANAGED -> state = "waits for I/O";
        case MEMORY_NOT_MANAGED -> state = "waits for memory";
        case CAPPED, GROUP_AT_MAXIMUM -> state = "capped";
        case NO_DONOR, NO_SIBLING -> state = "no donor";
        case FOREIGN_WRITER -> state = "n/a(FOREIGN_WRITER)";
        default -> {}
      }
    }
  }

  /** Notes the class's part in an adjustment. */
  void adjusted(Adjustment adjustment, WeightChange change, boolean enforced) {
    lastAction =
        (enforced ? "" : "would be ")
            + SettingText.brief(change.setting().text(), change.from(), change.to())
            + " "
            + change.reason();
    if (change.setting() == Setting.CPU_LIMIT) {
      return;
    }
    if (change.setting() != Setting.CPU_WEIGHT) {
      state = change.to() > change.from() ? "receiver" : "giving back";
      return;
    }
    if (enforced) {
      previousWeight = (int) change.from();
    }
    if (adjustment.reason() == ReasonCode.GIVE_BACK) {
      state = change.to() < change.from() ? "giving back" : "steady";
    } else if (adjustment.reason() != ReasonCode.INITIAL_FROM_DEMAND) {
      state = change.to() > change.from() ? "receiver" : floorOrDonor(change.to());
    }
  }

  private String floorOrDonor(long to) {
    return to <= serviceClass.weights().min() ? "at floor" : "donor";
  }

  void written(Outcome outcome) {
    writeProblem =
        switch (outcome.result()) {
          case APPLIED, UNCHANGED, OBSERVE_ONLY -> "";
          case REFUSED -> outcome.detail().isEmpty() ? "REFUSED" : outcome.detail();
          case VANISHED, FOREIGN_WRITER -> outcome.result().name();
        };
    if (outcome.result() != Result.APPLIED && !writeProblem.isEmpty()) {
      state = "n/a(" + writeProblem + ")";
    }
  }

  ClassStatus status(List<String> cgroups, int processes) {
    ClassMeasurement m = measurement;
    ClassPerformance p = performance;
    Bottleneck b = m == null ? null : Bottlenecks.of(m, "");
    return new ClassStatus(
        serviceClass.name(),
        serviceClass.importance().level(),
        serviceClass.goal().describe(),
        p == null ? "-" : p.achieved(),
        p == null || p.performanceIndex().isEmpty() ? null : p.performanceIndex().getAsDouble(),
        Collections.unmodifiableList(new ArrayList<>(history)),
        p == null ? "none" : p.evidence().text(),
        p == null ? "NONE" : p.confidence().name(),
        p == null ? "the first interval is not over" : p.detail(),
        weight,
        previousWeight,
        m == null ? 0 : 100 * m.cpusUsed(),
        b == null ? -1 : b.using(),
        b == null ? -1 : b.cpuDelay(),
        b == null ? -1 : b.capDelay(),
        m == null || m.pressureRatio() < 0 ? -1 : 100 * m.pressureRatio(),
        m == null ? 0 : m.completions() * 1e9 / m.intervalNanos(),
        m == null ? 0 : m.inFlight(),
        dropped,
        processes,
        state,
        lastAction,
        m == null ? ClassResources.UNKNOWN : ClassResources.of(m),
        cgroups,
        m == null ? List.of() : responseTimes(m));
  }

  private List<ResponseTimeSpan> responseTimes(ClassMeasurement m) {
    ResponseTimeDistribution interval = m.responseTimes();
    ResponseTimeWindows windows = m.transactions().windows();
    if (!(serviceClass.goal() instanceof Goal.ResponseTimeGoal goal) || interval == null) {
      return List.of();
    }
    List<ResponseTimeSpan> spans = new ArrayList<>(3);
    spans.add(ResponseTimeSpan.of(goal, m.intervalNanos() / 1e9, interval));
    if (windows.minute() != null && windows.fiveMinutes() != null) {
      spans.add(ResponseTimeSpan.of(goal, 60, windows.minute()));
      spans.add(ResponseTimeSpan.of(goal, 300, windows.fiveMinutes()));
    }
    return spans;
  }
}
