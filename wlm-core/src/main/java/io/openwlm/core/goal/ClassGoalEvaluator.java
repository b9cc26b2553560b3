package io.openwlm.core.goal;

import io.openwlm.core.port.TokenReports;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.GoalRanges;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.Evidence;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.measurement.VelocitySamples;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The performance index of one class (formulas of z/OS WLM): average = achieved / goal; percentile
 * = time in which the asked share really ended / goal; velocity and throughput = goal / achieved;
 * discretionary = 0.81; token budget = what will be needed / what is granted. Without enough data
 * there is none.
 */
final class ClassGoalEvaluator {
  /** Fixed index of discretionary work in z/OS. */
  static final double DISCRETIONARY_PI = 0.81;

  /** Completions needed before a response-time goal is judged. */
  static final int MIN_COMPLETIONS = Confidence.ENOUGH_SAMPLES;

  /** Using and delay needed, as a share of the interval, before a velocity is judged. */
  static final double MIN_SAMPLE_RATIO = 0.02;

  /** Intervals looked back for enough data. */
  static final int MAX_ROWS = 20;

  /** Intervals without a transaction before using and delay stand in for response times. */
  static final int SILENT_ROWS = 3;

  private final ServiceClass serviceClass;
  private final VelocitySamples counting;
  private final Deque<ClassMeasurement> rows = new ArrayDeque<>();

  /**
   * @param counting which delays count in velocity
   */
  ClassGoalEvaluator(ServiceClass serviceClass, VelocitySamples counting) {
    this.serviceClass = serviceClass;
    this.counting = counting;
  }

  /** For a class without a goal on tokens. */
  ClassPerformance evaluate(ClassMeasurement now) {
    return evaluate(now, TokenReports.NONE);
  }

  ClassPerformance evaluate(ClassMeasurement now, TokenReports tokens) {
    rows.addFirst(now);
    if (rows.size() > MAX_ROWS) {
      rows.removeLast();
    }
    return switch (serviceClass.goal()) {
      case Goal.TokenBudgetGoal _ -> tokenBudget(tokens);
      case Goal.DiscretionaryGoal goal ->
          result(DISCRETIONARY_PI, "-", Evidence.FIXED, Confidence.HIGH, "");
      case Goal.VelocityGoal goal -> fromVelocity(now, goal.velocity(), "");
      case Goal.ResponseTimeGoal goal -> responseTime(now, goal);
      case Goal.ThroughputGoal goal -> throughput(now, goal);
    };
  }

  private ClassPerformance tokenBudget(TokenReports tokens) {
    TokenReports.Performance p = tokens.of(serviceClass.name()).orElse(null);
    if (p == null) {
      return noData("its token budget is not kept here");
    }
    if (p.performanceIndex().isEmpty()) {
      return noData(p.detail());
    }
    return result(
        p.performanceIndex().getAsDouble(),
        p.achieved(),
        Evidence.TOKEN_USE,
        Confidence.HIGH,
        p.detail());
  }

  private ClassPerformance responseTime(ClassMeasurement now, Goal.ResponseTimeGoal goal) {
    if (now.completions() == 0 && now.inFlight() == 0) {
      return withoutTransactions(now, goal.velocityWithoutTransactions());
    }
    if (now.completions() == 0 && now.oldestInFlightNanos() > goal.goalNanos()) {
      return result(
          (double) now.oldestInFlightNanos() / goal.goalNanos(),
          ">" + Durations.text(now.oldestInFlightNanos() / 1_000_000 * 1_000_000),
          Evidence.TRANSACTIONS,
          Confidence.MEDIUM,
          now.inFlight() + " running, none ended");
    }
    ResponseTimeDistribution window = enough();
    if (window == null || window.count() < MIN_COMPLETIONS) {
      long seen = window == null ? 0 : window.count();
      return noData(seen + " of " + MIN_COMPLETIONS + " transactions");
    }
    Confidence confidence = Confidence.ofSamples(window.count());
    String detail = window.count() + " transactions";
    return switch (goal) {
      case Goal.AverageResponseTimeGoal average ->
          result(
              window.meanNanos() / average.goalNanos(),
              roundedText(Math.round(window.meanNanos())),
              Evidence.TRANSACTIONS,
              confidence,
              detail);
      case Goal.PercentileResponseTimeGoal percentile ->
          result(
              (double) window.percentileNanos(percentile.percentile()) / percentile.goalNanos(),
              Math.round(Math.floor(window.percentWithinGoal())) + "%",
              Evidence.TRANSACTIONS,
              confidence,
              detail
                  + ", "
                  + percentile.percentile()
                  + "% within "
                  + roundedText(window.percentileNanos(percentile.percentile())));
    };
  }

  /**
   * As many of the last intervals as it takes to have enough transactions; null if none has. What
   * runs now and is late counts once: what ran late in an earlier interval runs still, or has
   * ended.
   */
  private @Nullable ResponseTimeDistribution enough() {
    ResponseTimeDistribution window = null;
    for (ClassMeasurement row : rows) {
      ResponseTimeDistribution seen =
          window == null ? row.responseTimes() : row.transactions().ended();
      if (seen != null && window == null) {
        window = seen.copy();
      } else if (seen != null && window != null) {
        window.add(seen);
      }
      if (window != null && window.count() >= MIN_COMPLETIONS) {
        break;
      }
    }
    return window;
  }

  private static String roundedText(long nanos) {
    long unit =
        nanos >= 10_000_000_000L ? 100_000_000L : nanos >= 10_000_000L ? 1_000_000L : 10_000L;
    return Durations.text(Math.max(unit, (nanos + unit / 2) / unit * unit));
  }

  private ClassPerformance throughput(ClassMeasurement now, Goal.ThroughputGoal goal) {
    if (now.completions() == 0 && now.inFlight() == 0) {
      return withoutTransactions(now, GoalRanges.VELOCITY_WITHOUT_TRANSACTIONS);
    }
    double perSecond = now.completions() * 1e9 / now.intervalNanos();
    double expected = goal.perSecond() * now.intervalNanos() / 1e9;
    Confidence confidence = expected >= MIN_COMPLETIONS ? Confidence.HIGH : Confidence.LOW;
    return result(
        perSecond == 0 ? ClassPerformance.MAX_PI : goal.perSecond() / perSecond,
        Durations.number(perSecond) + "/s",
        Evidence.TRANSACTIONS,
        confidence,
        now.completions() + " transactions");
  }

  /** A service that reports nothing has no invented response time: using and delay stand in. */
  private ClassPerformance withoutTransactions(ClassMeasurement now, int velocity) {
    if (rows.stream().limit(SILENT_ROWS).anyMatch(r -> r.completions() > 0 || r.inFlight() > 0)) {
      return noData("no transactions in this interval");
    }
    return fromVelocity(
        now, velocity, "no transactions reported: velocity " + velocity + " stands in");
  }

  private ClassPerformance fromVelocity(ClassMeasurement now, int goal, String detail) {
    if (now.presence() != ClassPresence.PRESENT) {
      return noData(now.presence() == ClassPresence.DENIED ? "reading denied" : "no control group");
    }
    if (now.processes() == 0
        && now.usageNanos() == 0
        && now.usingNanos() == 0
        && now.usingDelay().queueDelayNanos() == 0) {
      // What its work did before it ended, or aged into the next period, is no news.
      return noData("no processes");
    }
    long using = 0;
    long delay = 0;
    long length = 0;
    for (ClassMeasurement row : rows) {
      using += row.usingNanos();
      delay += delayNanos(row);
      length += row.intervalNanos();
      if (using + delay >= MIN_SAMPLE_RATIO * length) {
        break;
      }
    }
    if (using + delay >= MIN_SAMPLE_RATIO * length) {
      double velocity = 100.0 * using / (using + delay);
      boolean seen = using >= now.usageNanos() / 2;
      Confidence confidence =
          !seen ? Confidence.LOW : detail.isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
      String part = seen ? "" : "less than half of the CPU time was seen (short-lived processes)";
      return result(
          goal / Math.max(1, velocity),
          "v" + (int) velocity,
          Evidence.USING_DELAY,
          confidence,
          join(detail, part));
    }
    if (now.cpusUsed() >= MIN_SAMPLE_RATIO && now.pressureRatio() >= 0) {
      double velocity = 100 * (1 - now.pressureRatio());
      return result(
          goal / Math.max(1, velocity),
          "v~" + (int) velocity,
          Evidence.PRESSURE,
          Confidence.LOW,
          join(detail, "no run-queue delay seen: pressure stands in"));
    }
    return noData("idle");
  }

  /**
   * The delays that count. Where tasks ended between two looks, running and waiting for a CPU were
   * seen in part only; then the delays that do not rest on looks at tasks count by the same part,
   * or velocity would be too low.
   */
  private long delayNanos(ClassMeasurement row) {
    UsingDelay counted = counting.counted(row.usingDelay());
    long cpu = counted.cpuDelayNanos() + counted.capDelayNanos();
    long other = counted.delayNanos() - cpu;
    double seen =
        row.usageNanos() <= 0 ? 1 : Math.min(1, (double) row.usingNanos() / row.usageNanos());
    return cpu + Math.round(seen * other);
  }

  private static String join(String a, String b) {
    return a.isEmpty() || b.isEmpty() ? a + b : a + "; " + b;
  }

  private ClassPerformance noData(String why) {
    return new ClassPerformance(
        serviceClass.name(),
        serviceClass.goal(),
        serviceClass.importance(),
        OptionalDouble.empty(),
        "-",
        Evidence.NONE,
        Confidence.NONE,
        why);
  }

  private ClassPerformance result(
      double pi, String achieved, Evidence evidence, Confidence confidence, String detail) {
    return new ClassPerformance(
        serviceClass.name(),
        serviceClass.goal(),
        serviceClass.importance(),
        OptionalDouble.of(ClassPerformance.bounded(pi)),
        achieved,
        evidence,
        confidence,
        detail);
  }
}
