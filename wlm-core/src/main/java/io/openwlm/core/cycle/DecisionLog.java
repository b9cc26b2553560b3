package io.openwlm.core.cycle;

import io.openwlm.core.adjust.Bottlenecks;
import io.openwlm.core.port.TokenReports;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.Projection;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.status.DecisionStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The last decisions, newest first, each with what explains it; also what happened to the receiver
 * in the two intervals after. A skip is kept when its reason is news, so that quiet hours do not
 * push out what matters.
 */
final class DecisionLog {
  static final int KEPT = 200;
  private static final int FOLLOWED_INTERVALS = 2;

  private final ServiceDefinition definition;
  private final List<DecisionStatus> newestFirst = new ArrayList<>();
  private final Map<String, ReasonCode> lastSkip = new HashMap<>();
  private long nextId = 1;

  /**
   * @param before the log of the policy before, which goes on here; null at the start
   */
  DecisionLog(ServiceDefinition definition, @Nullable DecisionLog before) {
    this.definition = definition;
    if (before != null) {
      newestFirst.addAll(before.newestFirst);
      nextId = before.nextId;
    }
  }

  List<DecisionStatus> entries() {
    return List.copyOf(newestFirst);
  }

  /** Adds the performance that followed to the decisions of the last intervals. */
  void follow(long interval, PerformanceReport report) {
    for (int k = 0; k < newestFirst.size(); k++) {
      DecisionStatus d = newestFirst.get(k);
      if (d.interval() < interval - FOLLOWED_INTERVALS) {
        break;
      }
      if (d.after().size() < FOLLOWED_INTERVALS && !d.changes().isEmpty()) {
        int receiver = indexOf(d.serviceClass());
        if (receiver >= 0 && report.classes().get(receiver).performanceIndex().isPresent()) {
          List<Double> after = new ArrayList<>(d.after());
          after.add(report.classes().get(receiver).performanceIndex().getAsDouble());
          boolean last = after.size() == FOLLOWED_INTERVALS;
          newestFirst.set(k, d.followed(after, last ? actual(d, report) : d.projections()));
        }
      }
    }
  }

  private List<DecisionStatus.Projected> actual(DecisionStatus d, PerformanceReport report) {
    List<DecisionStatus.Projected> actual = new ArrayList<>();
    for (DecisionStatus.Projected p : d.projections()) {
      int i = indexOf(p.serviceClass());
      OptionalDouble now =
          i < 0 ? OptionalDouble.empty() : report.classes().get(i).performanceIndex();
      actual.add(
          new DecisionStatus.Projected(
              p.serviceClass(),
              p.importance(),
              p.before(),
              p.projected(),
              now.isPresent() ? now.getAsDouble() : null));
    }
    return actual;
  }

  /** Adds what was decided in one interval and what became of it. */
  void add(
      PolicyDecision decision,
      IntervalMeasurement measurement,
      PerformanceReport report,
      ActuationReport actuation,
      String source,
      long epochMillis) {
    for (Refusal skip : decision.skips()) {
      if (skip.reason() == ReasonCode.WAITS_FOR_INTERVAL) {
        continue; // the interval that it waits for says what becomes of it
      }
      ReasonCode last = lastSkip.put(skip.serviceClass(), skip.reason());
      boolean news = last != skip.reason();
      if (news && skip.reason() != ReasonCode.GOALS_MET && skip.reason() != ReasonCode.NO_GOAL) {
        int i = indexOf(skip.serviceClass());
        add(
            entry(decision, "SKIP", skip.serviceClass(), skip.reason(), epochMillis)
                .seen(measurement.classes().get(i), report.classes().get(i), source)
                .detail(skip.detail())
                .asked(skip.candidates()));
      }
    }
    for (Adjustment adjustment : decision.adjustments()) {
      String receiver = adjustment.receiver() == null ? "" : adjustment.receiver();
      lastSkip.remove(receiver);
      Entry entry = entry(decision, act(adjustment), receiver, adjustment.reason(), epochMillis);
      int i = indexOf(receiver);
      if (i >= 0) {
        entry.seen(measurement.classes().get(i), report.classes().get(i), source);
      }
      add(entry.adjusted(adjustment, actuation));
    }
  }

  /**
   * Adds what was done about token budgets.
   *
   * @param report of the last interval; null if there is none yet
   */
  void add(long interval, TokenReports.Decision d, @Nullable PerformanceReport report) {
    Entry entry = new Entry(interval, d.act(), d.serviceClass(), d.reason(), d.atEpochMillis());
    int i = indexOf(d.serviceClass());
    if (i >= 0 && report != null) {
      entry.performance = report.classes().get(i);
    }
    entry.changes = d.changes();
    entry.notChosen = d.notChosen();
    add(entry.detail(d.detail()));
  }

  /** Adds an act of a person or of the daemon itself. */
  void addEvent(long interval, String act, ReasonCode reason, String detail, long epochMillis) {
    addEvent(interval, act, "", reason, detail, epochMillis);
  }

  /** Adds an act of a person about one class. */
  void addEvent(
      long interval,
      String act,
      String serviceClass,
      ReasonCode reason,
      String detail,
      long epochMillis) {
    add(new Entry(interval, act, serviceClass, reason, epochMillis).detail(detail));
  }

  private Entry entry(
      PolicyDecision d, String act, String name, ReasonCode reason, long epochMillis) {
    return new Entry(d.id(), act, name, reason, epochMillis);
  }

  private static String act(Adjustment adjustment) {
    return switch (adjustment.reason()) {
      case INITIAL_FROM_DEMAND -> "FIRST WEIGHTS";
      case GIVE_BACK -> "GIVE BACK";
      case MOVE_UNDONE -> "UNDO";
      case RESOURCE_GROUP_MIN -> "BOUNDS";
      case GROUP_MAXIMUM, GROUP_SHARED, GROUP_CAP_LIFTED -> "CAP";
      case MEMORY_UNUSED, IO_UNUSED, CLASS_EMPTY, SPARE_GIVEN -> "FLOW BACK";
      default -> "RAISE";
    };
  }

  private void add(Entry entry) {
    newestFirst.addFirst(entry.build(nextId++));
    if (newestFirst.size() > KEPT) {
      newestFirst.removeLast();
    }
  }

  private int indexOf(String serviceClass) {
    for (int i = 0; i < definition.serviceClasses().size(); i++) {
      if (definition.serviceClasses().get(i).name().equals(serviceClass)) {
        return i;
      }
    }
    return -1;
  }

  /** A decision being put together. */
  private final class Entry {
    private final long interval;
    private final String act;
    private final String name;
    private final ReasonCode reason;
    private final long epochMillis;
    private @Nullable ClassPerformance performance;
    private @Nullable Bottleneck bottleneck;
    private List<DecisionStatus.Change> changes = List.of();
    private List<DecisionStatus.NotChosen> notChosen = List.of();
    private List<DecisionStatus.Projected> projections = List.of();
    private List<DecisionStatus.Write> writes = List.of();
    private String detail = "";

    Entry(long interval, String act, String name, ReasonCode reason, long epochMillis) {
      this.interval = interval;
      this.act = act;
      this.name = name;
      this.reason = reason;
      this.epochMillis = epochMillis;
    }

    Entry seen(ClassMeasurement m, ClassPerformance p, String source) {
      performance = p;
      bottleneck = Bottlenecks.of(m, source);
      detail = p.detail();
      return this;
    }

    Entry detail(String text) {
      detail = text;
      return this;
    }

    Entry asked(List<Refusal> candidates) {
      notChosen =
          candidates.stream()
              .map(r ->
                  new DecisionStatus.NotChosen(r.serviceClass(), r.reason().name(), r.detail()))
              .toList();
      return this;
    }

    Entry adjusted(Adjustment adjustment, ActuationReport actuation) {
      changes = adjustment.changes().stream().map(this::change).toList();
      detail = adjustment.detail().isEmpty() ? detail : adjustment.detail();
      asked(adjustment.notChosen());
      projections = adjustment.projections().stream().map(this::projected).toList();
      List<String> names = adjustment.changes().stream().map(WeightChange::serviceClass).toList();
      writes =
          actuation.outcomes().stream()
              .filter(o -> names.contains(o.serviceClass()))
              .map(o ->
                  new DecisionStatus.Write(
                      o.serviceClass(),
                      o.target(),
                      o.wanted(),
                      o.actual(),
                      o.result().name(),
                      o.detail()))
              .toList();
      return this;
    }

    private int importance(String serviceClass) {
      return definition.serviceClass(serviceClass).orElseThrow().importance().level();
    }

    private DecisionStatus.Projected projected(Projection p) {
      return new DecisionStatus.Projected(
          p.serviceClass(),
          importance(p.serviceClass()),
          known(p.before()),
          known(p.projected()),
          null);
    }

    private static @Nullable Double known(double index) {
      return Double.isNaN(index) ? null : index;
    }

    private DecisionStatus.Change change(WeightChange c) {
      return new DecisionStatus.Change(
          c.serviceClass(),
          importance(c.serviceClass()),
          c.setting().text(),
          c.from(),
          c.to(),
          c.reason().name());
    }

    DecisionStatus build(long id) {
      ClassPerformance p = performance;
      Bottleneck b = bottleneck;
      return new DecisionStatus(
          id,
          interval,
          epochMillis,
          act,
          name,
          reason.name(),
          p == null ? "" : p.goal().describe(),
          p == null ? "" : p.achieved(),
          p == null || p.performanceIndex().isEmpty() ? null : p.performanceIndex().getAsDouble(),
          p == null ? "" : p.evidence().text(),
          b == null
              ? DecisionStatus.Where.UNKNOWN
              : new DecisionStatus.Where(
                  b.using(),
                  b.cpuDelay(),
                  b.capDelay(),
                  b.ioDelay(),
                  b.memoryDelay(),
                  b.queueDelay()),
          changes,
          notChosen,
          projections,
          writes,
          List.of(),
          detail);
    }
  }
}
