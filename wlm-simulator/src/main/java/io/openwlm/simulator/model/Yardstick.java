package io.openwlm.simulator.model;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.VelocitySamples;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures a run from outside, in rows of {@link #INTERVAL_NANOS}: what each class got in this
 * interval alone, whatever the manager believes. A transaction that has not ended and is late
 * already counts with its age, so that a class that is stuck does not look good.
 */
final class Yardstick {
  /** Length of a row, whatever the manager's own intervals are. */
  static final long INTERVAL_NANOS = 10_000_000_000L;

  /** A response-time goal is not judged with fewer transactions than this. */
  static final int MIN_TRANSACTIONS = 3;

  /** Velocity is not judged if less than this share of the interval was used or waited. */
  static final double MIN_SEEN = 0.001;

  /** Of each workload at most so many late transactions count, the oldest ones. */
  static final int MAX_LATE = 10_000;

  static final double DISCRETIONARY = 0.81;
  static final double WORST = 1000;

  private final ServiceDefinition definition;
  private final FluidMachine machine;
  private final ClassMap classes;
  private final Endings endings;
  private final List<Row> rows = new ArrayList<>();
  private final ClassTotals[] before;
  private ClassTotals now = new ClassTotals();
  private long startNanos;

  Yardstick(ServiceDefinition definition, FluidMachine machine, ClassMap classes, Endings endings) {
    this.definition = definition;
    this.machine = machine;
    this.classes = classes;
    this.endings = endings;
    before = new ClassTotals[definition.serviceClasses().size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = new ClassTotals();
    }
  }

  /** Ends a row at the machine's time. */
  void endRow() {
    long end = machine.nowNanos();
    double length = Math.max(1, end - startNanos);
    machine.settle();
    endings.endRow();
    addLateOnes(end);
    List<ClassRow> row = new ArrayList<>(before.length);
    for (int i = 0; i < before.length; i++) {
      now.read(machine, classes.leaves(i));
      now.queueWait = queueNanos(i);
      row.add(classRow(i, length));
      ClassTotals swapped = before[i];
      before[i] = now;
      now = swapped;
    }
    endings.clearRow();
    rows.add(new Row(end, row));
    startNanos = end;
  }

  private double queueNanos(int i) {
    double waited = 0;
    for (Source source : machine.sources()) {
      waited += source.periodOf(i) == 0 ? source.queueNanos() : 0;
    }
    return waited;
  }

  private void addLateOnes(long end) {
    for (Source source : machine.sources()) {
      for (int period = 0; period < source.periods.count(); period++) {
        int of = source.transactionClass(period);
        if (of >= 0
            && source.periodOf(of) == period
            && goal(of) instanceof Goal.ResponseTimeGoal goal) {
          addLateOnes(source, period, end - goal.goalNanos(), end);
        }
      }
    }
  }

  private void addLateOnes(Source source, int period, long lateBefore, long end) {
    LongList times = endings.row[source.transactionClass(period)];
    Jobs jobs = machine.jobs;
    int job = source.oldest(period);
    for (int k = 0; k < MAX_LATE && job != Jobs.NONE; k++, job = source.after(job)) {
      if (jobs.arrivedNanos[job] >= lateBefore) {
        break;
      }
      if (jobs.period[job] == period) {
        times.add(end - jobs.arrivedNanos[job]);
      }
    }
  }

  private Goal goal(int i) {
    ServiceClass serviceClass = definition.serviceClasses().get(i);
    return serviceClass.goal();
  }

  private ClassRow classRow(int i, double length) {
    double index =
        switch (goal(i)) {
          case Goal.DiscretionaryGoal _ -> DISCRETIONARY;
          case Goal.TokenBudgetGoal _ -> Double.NaN;
          case Goal.ThroughputGoal goal -> throughput(i, goal, length);
          case Goal.VelocityGoal goal -> velocity(i, goal, length);
          case Goal.ResponseTimeGoal goal -> responseTime(i, goal);
        };
    int weight = 0;
    for (int carrier : classes.carriers(i)) {
      weight += machine.cpu.weight(carrier);
    }
    double cpus = (now.usage - before[i].usage) / length;
    return new ClassRow(index, weight, cpus, endings.completions[i]);
  }

  private double throughput(int i, Goal.ThroughputGoal goal, double length) {
    if (endings.completions[i] == 0 && !isPresent(i)) {
      return Double.NaN;
    }
    double perSecond = endings.completions[i] * 1e9 / length;
    return Math.min(WORST, goal.perSecond() / perSecond);
  }

  private boolean isPresent(int i) {
    for (Source source : machine.sources()) {
      int period = source.periodOf(i);
      if (period >= 0 && source.present(period) > 0) {
        return true;
      }
    }
    return false;
  }

  private double velocity(int i, Goal.VelocityGoal goal, double length) {
    double using = now.using() - before[i].using();
    VelocitySamples counting = VelocitySamples.of(definition, definition.serviceClasses().get(i));
    double delay = now.delay(counting) - before[i].delay(counting);
    if (using + delay < MIN_SEEN * length) {
      return Double.NaN;
    }
    return Math.min(WORST, goal.velocity() * (using + delay) / (100 * using));
  }

  private double responseTime(int i, Goal.ResponseTimeGoal goal) {
    LongList times = endings.row[i];
    if (times.size() < MIN_TRANSACTIONS) {
      return Double.NaN;
    }
    double reached =
        switch (goal) {
          case Goal.AverageResponseTimeGoal _ -> times.mean();
          case Goal.PercentileResponseTimeGoal p -> {
            int rank = (int) Math.ceil((double) times.size() * p.percentile() / 100);
            yield times.select(Math.max(0, rank - 1));
          }
        };
    return Math.min(WORST, reached / goal.goalNanos());
  }

  /** The rows so far. */
  List<Row> rows() {
    return rows;
  }
}
