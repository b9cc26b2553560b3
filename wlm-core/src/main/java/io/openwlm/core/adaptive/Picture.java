package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.Bottlenecks;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.decision.DelayType;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.Evidence;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.measurement.VelocitySamples;
import java.util.Arrays;
import java.util.List;

/**
 * One interval as arrays, one slot per class: what the projections start from. Demand is not usage:
 * a class that is held back wants more than it gets.
 */
final class Picture {
  /** A class that uses less than this of a CPU does not compete. */
  static final double NO_USE_CPUS = 0.02;

  /** From this part of what it can have on, a class that also waits is held back. */
  private static final double HELD_BACK = 0.85;

  private static final double SMOOTHING = 0.5;

  final Situation situation;
  final int size;
  final double cpus;
  final double[] used;

  /** Threads that ran or wanted to, on average. */
  final double[] runnable;

  /** CPUs needed, as far as it is known. */
  final double[] load;

  /** The work is always there, as with a computation: it takes what it gets. */
  final boolean[] endless;

  final double[] weight;

  /** Not a number where there is none. */
  final double[] index;

  /** The performance index over all systems; the same on one. */
  private final double[] sysplexIndex;

  /** Part of the time, using included, on which a CPU share has an influence, 0 to 1. */
  final double[] cpuPart;

  final DelayType[] bottleneck;

  final ResourceGroups groups;

  /** Of each class: whose weights compare with its own. */
  final int[] family;

  /**
   * CPUs of each family: all there are, or what the work of other families leaves. How the groups
   * above a family share is not OpenWLM's to set, so it is taken to stay as it is.
   */
  private final double[] capacity;

  private final double[] nanosPerTransaction;
  private final double[] scratch;

  /** In this time the work that waits should be done. */
  private final double drainNanos;

  Picture(Situation situation, List<ClassMemory> memory) {
    this.situation = situation;
    size = situation.size();
    cpus = situation.measurement().cpus();
    used = new double[size];
    runnable = new double[size];
    load = new double[size];
    endless = new boolean[size];
    weight = new double[size];
    index = new double[size];
    sysplexIndex = new double[size];
    cpuPart = new double[size];
    bottleneck = new DelayType[size];
    nanosPerTransaction = new double[size];
    scratch = new double[size];
    drainNanos = situation.definition().control().adjustmentNanos();
    for (int i = 0; i < size; i++) {
      look(i, memory.get(i));
    }
    groups = new ResourceGroups(situation, used);
    family = new int[size];
    capacity = new double[situation.families().count()];
    findFamilies();
    estimateLoads(memory);
  }

  private void findFamilies() {
    double all = 0;
    for (int i = 0; i < size; i++) {
      family[i] = situation.families().family(i);
      double competing = weight[i] > 0 ? used[i] : 0;
      capacity[family[i]] += competing;
      all += competing;
    }
    for (int f = 0; f < capacity.length; f++) {
      double left = Math.max(NO_USE_CPUS, cpus - (all - capacity[f]));
      capacity[f] = capacity.length == 1 ? cpus : Math.max(capacity[f], left);
    }
  }

  /** A solver for all classes. */
  ShareSolver solver() {
    return new ShareSolver(family, capacity);
  }

  /** CPUs for which a class competes. */
  double capacity(int i) {
    return capacity[family[i]];
  }

  boolean areSiblings(int i, int other) {
    return situation.families().areSiblings(i, other);
  }

  private void look(int i, ClassMemory memory) {
    ClassMeasurement m = situation.measured(i);
    used[i] = m.cpusUsed();
    runnable[i] = used[i] + situation.waiting(i);
    weight[i] = situation.kernelWeight(i);
    index[i] = situation.performance(i).performanceIndex().orElse(Double.NaN);
    sysplexIndex[i] = situation.report().sysplex().get(i).performanceIndex().orElse(Double.NaN);
    Bottleneck b = Bottlenecks.of(counted(i), situation.usingDelaySource());
    if (b == null) {
      boolean waits = Bottlenecks.mayBeCpu(situation, i);
      cpuPart[i] = waits ? 1 : 0;
      bottleneck[i] = waits ? DelayType.CPU : DelayType.NONE;
    } else {
      cpuPart[i] = b.cpuPart();
      bottleneck[i] = b.remedy();
    }
    nanosPerTransaction[i] = memory.nanosPerTransaction();
    if (m.completions() >= 5) {
      double now = (double) m.usageNanos() / m.completions();
      nanosPerTransaction[i] =
          nanosPerTransaction[i] == 0
              ? now
              : SMOOTHING * now + (1 - SMOOTHING) * nanosPerTransaction[i];
    }
  }

  /**
   * Using and delays that its performance index is made of: an index from velocity does not change
   * by a delay that does not count in it.
   */
  UsingDelay counted(int i) {
    UsingDelay all = situation.measured(i).usingDelay();
    return situation.performance(i).evidence() == Evidence.USING_DELAY
        ? VelocitySamples.of(situation.definition(), situation.serviceClass(i)).counted(all)
        : all;
  }

  private void estimateLoads(List<ClassMemory> memory) {
    ShareSolver solver = solver();
    solver.solve(runnable, weight, scratch);
    for (int i = 0; i < size; i++) {
      double available = solver.available(i, weight, scratch);
      boolean heldBack =
          weight[i] > 0
              && used[i] >= HELD_BACK * Math.min(available, runnable[i])
              && runnable[i] > 1.3 * used[i]
              && runnable[i] >= NO_USE_CPUS;
      double arriving = arriving(i, memory.get(i));
      if (!heldBack) {
        // A quarter of a second says little about how much work usually comes.
        load[i] = situation.early() ? Math.max(used[i], memory.get(i).load()) : used[i];
      } else if (arriving > 0) {
        load[i] = Math.max(used[i], arriving);
      } else {
        endless[i] = true;
        load[i] = runnable[i];
      }
    }
  }

  /** CPUs that arriving and waiting transactions need; 0 if that cannot be told. */
  double arriving(int i, ClassMemory memory) {
    ClassMeasurement m = situation.measured(i);
    if (nanosPerTransaction[i] == 0 || m.completions() + m.inFlight() == 0) {
      return 0;
    }
    // How many were running when the last samples began is known for whole intervals only.
    double more = situation.early() ? 0 : Math.max(0, m.inFlight() - memory.inFlight());
    double arrived = m.completions() + more;
    double backlog = m.inFlight() * nanosPerTransaction[i] / drainNanos;
    return arrived * nanosPerTransaction[i] / m.intervalNanos() + backlog;
  }

  /** CPU time of a transaction, smoothed; 0 = not known. */
  double nanosPerTransaction(int i) {
    return nanosPerTransaction[i];
  }

  /** True if the class has a goal and misses it, on this system or in the sysplex. */
  boolean misses(int i) {
    return index[i] > 1 + 1e-9 || missesInSysplex(i);
  }

  /** True if the class misses its goal by its work on all systems. */
  boolean missesInSysplex(int i) {
    return sysplexIndex[i] > 1 + 1e-9;
  }

  /** The worse of both performance indexes; NaN without a local one. */
  double worstIndex(int i) {
    return Double.isNaN(sysplexIndex[i]) ? index[i] : Math.max(index[i], sysplexIndex[i]);
  }

  /**
   * True if its group is below its minimum, and it waits for CPU: a minimum is for those who want.
   */
  boolean isBelowMinimum(int i) {
    return groups.shortfall(i) > 0
        && bottleneck[i] == DelayType.CPU
        && runnable[i] > 1.05 * used[i] + NO_USE_CPUS;
  }

  /** What the work waits for, the largest delay first. */
  List<DelayType> delays(int i) {
    Bottleneck b = Bottlenecks.of(situation.measured(i), situation.usingDelaySource());
    return b == null ? List.of(bottleneck[i]) : b.remedies();
  }

  boolean isDiscretionary(int i) {
    return goal(i) instanceof Goal.DiscretionaryGoal;
  }

  Goal goal(int i) {
    return situation.performance(i).goal();
  }

  /** 1 to 5, 6 for discretionary. */
  int importance(int i) {
    return situation.serviceClass(i).importance().level();
  }

  String name(int i) {
    return situation.serviceClass(i).name();
  }

  ClassMemory remembered(int i, ClassMemory memory) {
    double before = memory.load();
    double now = before < 0 ? load[i] : SMOOTHING * load[i] + (1 - SMOOTHING) * before;
    return memory.seen(nanosPerTransaction[i], situation.measured(i).inFlight(), now);
  }

  double[] weights() {
    return Arrays.copyOf(weight, size);
  }
}
