package io.openwlm.core.cycle;

import io.openwlm.core.measure.IntervalMeter;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.Evidence;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Watches important work at every sample and estimates its performance index from what changed
 * since the last interval: how much longer it takes than it runs, and the age of what still runs.
 * Watching allocates nothing.
 *
 * <p>An estimate is no measurement: it only brings an adjustment forward, and never lasts longer
 * than to the next interval. Some work looks bad at single samples all the time, because it comes
 * in bursts; what is usual in intervals that meet the goal raises no alarm.
 */
final class EarlyWarning {
  /** Work of importance 1 and 2 is watched. */
  static final int WATCHED_IMPORTANCE = 2;

  /** An estimate beyond this is trouble. */
  static final double TROUBLE_INDEX = 1.25;

  /** One sample so far beyond is enough; else two in a row are needed. */
  private static final double PLAIN = 4;

  /** So much above what is usual at single samples. */
  private static final double UNUSUAL = 1.5;

  /** What is usual is forgotten by this factor from interval to interval. */
  private static final double MEMORY = 0.98;

  /** No second early adjustment before this time, and none so soon after a regular one. */
  static final long MIN_GAP_NANOS = 1_000_000_000L;

  private final List<ServiceClass> classes;
  private final boolean[] watched;

  /** Stretch in the last interval; 0 = it did nothing. */
  private final double[] usual;

  /** Worst estimate in this interval. */
  private final double[] worst;

  /** Worst estimate in intervals that met the goal, fading. */
  private final double[] noise;

  /** The last sample was beyond the alarm. */
  private final boolean[] suspect;

  private @Nullable PerformanceReport last;
  private boolean helped;
  private boolean listened;
  private long quietUntilNanos;

  EarlyWarning(ServiceDefinition definition) {
    classes = definition.serviceClasses();
    watched = new boolean[classes.size()];
    usual = new double[classes.size()];
    worst = new double[classes.size()];
    noise = new double[classes.size()];
    suspect = new boolean[classes.size()];
    for (int i = 0; i < watched.length; i++) {
      ServiceClass c = classes.get(i);
      watched[i] = c.isManaged() && c.importance().level() <= WATCHED_IMPORTANCE;
    }
  }

  /** Notes how an interval ended, as what comes is compared with; before the meter is closed. */
  void closing(IntervalMeter meter, long nowNanos) {
    for (int i = 0; i < usual.length; i++) {
      double stretch = meter.stretch(i, nowNanos);
      usual[i] = stretch > 0 ? stretch : usual[i];
    }
    quietUntilNanos = nowNanos + MIN_GAP_NANOS / 2;
  }

  /** Takes the measured performance, after {@link #closing}; listens for what is usual. */
  void measured(PerformanceReport report) {
    for (int i = 0; i < worst.length; i++) {
      boolean usualBursts = !helped && !report.classes().get(i).misses();
      noise[i] = Math.max(MEMORY * noise[i], usualBursts ? worst[i] : 0);
      worst[i] = 0;
    }
    listened = last != null;
    last = report;
    helped = false;
  }

  /** True if important work has got into trouble since the last interval. */
  boolean isTrouble(IntervalMeter meter, long nowNanos) {
    if (last == null) {
      return false;
    }
    boolean trouble = false;
    for (int i = 0; i < watched.length; i++) {
      if (watched[i] && !last.classes().get(i).misses()) {
        double index = index(i, meter, nowNanos);
        double above = index / alarm(i);
        trouble |= listened && (above > PLAIN || (above > 1 && suspect[i]));
        suspect[i] = above > 1;
        worst[i] = index > worst[i] ? index : worst[i];
      }
    }
    if (!trouble || nowNanos < quietUntilNanos) {
      return false;
    }
    helped = true;
    quietUntilNanos = nowNanos + MIN_GAP_NANOS;
    return true;
  }

  private double alarm(int i) {
    return Math.max(TROUBLE_INDEX, UNUSUAL * noise[i]);
  }

  /** The performance that the last samples point to; as measured where they tell nothing new. */
  PerformanceReport estimate(IntervalMeter meter, IntervalMeasurement recent) {
    List<ClassPerformance> estimates = new ArrayList<>(classes.size());
    for (int i = 0; i < classes.size(); i++) {
      double index = index(i, meter, recent.endNanos());
      ClassPerformance was = last == null ? null : last.classes().get(i);
      if (was != null && !(index > alarm(i))) {
        estimates.add(was);
        continue;
      }
      estimates.add(
          new ClassPerformance(
              classes.get(i).name(),
              classes.get(i).goal(),
              classes.get(i).importance(),
              Double.isNaN(index)
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(ClassPerformance.bounded(index)),
              "-",
              was == null ? Evidence.NONE : was.evidence(),
              Confidence.LOW,
              "estimated between two intervals"));
    }
    return new PerformanceReport(recent.endNanos(), estimates);
  }

  private double index(int i, IntervalMeter meter, long nowNanos) {
    PerformanceReport report = last;
    if (report == null) {
      return Double.NaN;
    }
    double before = report.classes().get(i).performanceIndex().orElse(Double.NaN);
    if (Double.isNaN(before)) {
      return awoken(i, meter, nowNanos);
    }
    double now = meter.recentStretch(i);
    double worse = now > 0 && usual[i] > 0 ? now / usual[i] : 1;
    return switch (classes.get(i).goal()) {
      case Goal.VelocityGoal goal -> now > 0 ? goal.velocity() / 100.0 * now : before;
      case Goal.ResponseTimeGoal goal ->
          Math.max(
              before * Math.max(1, worse),
              (double) meter.oldestInFlightNanos(i, nowNanos) / goal.goalNanos() / 2);
      case Goal.ThroughputGoal _, Goal.DiscretionaryGoal _, Goal.TokenBudgetGoal _ -> before;
    };
  }

  /** Work that did nothing in the last interval: only the age of what runs now tells anything. */
  private double awoken(int i, IntervalMeter meter, long nowNanos) {
    long oldest = meter.oldestInFlightNanos(i, nowNanos);
    return oldest > 0 && classes.get(i).goal() instanceof Goal.ResponseTimeGoal goal
        ? (double) oldest / goal.goalNanos() / 2
        : Double.NaN;
  }
}
