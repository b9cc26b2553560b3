package io.openwlm.simulator.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine in virtual time on which CPU time flows: threads run at fractions of a CPU instead of
 * taking turns. Deterministic: it draws no numbers; sources do, from dice of their own. One thread.
 *
 * <p>Laws: no CPU is idle while a thread that may run waits; totals never fall; what is used in a
 * span is never more than the CPUs offer.
 */
final class FluidMachine {
  /** Something that asked for a time. */
  @FunctionalInterface
  interface Due {
    void due(long tag);
  }

  final Jobs jobs = new Jobs();
  final SharedResource cpu;
  final SharedResource io;
  final Memory memory;
  final EndSink sink;

  /** I/O operations per group so far. */
  final long[] ioOperations;

  private final TimerHeap timers = new TimerHeap();
  private final List<Source> sources = new ArrayList<>();
  private final List<Due> targets = new ArrayList<>();
  private Due[] targetArray = new Due[0];
  private Source[] sourceArray = new Source[0];
  private long nowNanos;
  private long events;
  private @Nullable Runnable afterEvent;

  /**
   * @param cpus above 0
   * @param ioChannels requests that the I/O device serves at the same time, above 0
   * @param caps most CPUs per group of the tree; infinite = no limit
   * @param memoryBytes 0 = never short
   */
  FluidMachine(
      GroupTree tree,
      double cpus,
      double[] caps,
      double ioChannels,
      long memoryBytes,
      EndSink sink) {
    cpu = new SharedResource(tree, cpus, caps);
    double[] none = new double[tree.size()];
    Arrays.fill(none, Double.POSITIVE_INFINITY);
    io = new SharedResource(tree, ioChannels, none);
    memory = new Memory(tree.size(), memoryBytes);
    ioOperations = new long[tree.size()];
    this.sink = sink;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** Arrivals, ends and timers so far. */
  long events() {
    return events;
  }

  /** Has something done after each event, for tests; null = nothing. */
  void afterEvent(@Nullable Runnable action) {
    afterEvent = action;
  }

  /** The number of the next source that is added. */
  int nextSource() {
    return targets.size();
  }

  /** Starts a source; it must have the number {@link #nextSource}. */
  void add(Source source) {
    if (source.number != targets.size()) {
      throw new IllegalArgumentException("source " + source.number);
    }
    register(source::due);
    sources.add(source);
    sourceArray = Arrays.copyOf(sourceArray, source.number + 1);
    sourceArray[source.number] = source;
    source.start();
  }

  /** Registers something that can ask for times; returns its number. */
  int register(Due target) {
    if (targets.size() == TimerHeap.MAX_TARGETS) {
      throw new IllegalStateException("too many sources");
    }
    targets.add(target);
    targetArray = targets.toArray(Due[]::new);
    return targets.size() - 1;
  }

  /** Asks for a call at a time that is not past. */
  long callAt(long atNanos, int target) {
    return timers.add(Math.max(nowNanos, atNanos), target);
  }

  /** All sources, those that stopped included. */
  List<Source> sources() {
    return sources;
  }

  /** Lets the machine run until then, what is due then included. */
  void advanceTo(long untilNanos) {
    while (true) {
      long cpuAt = cpu.nextNanos();
      long ioAt = io.nextNanos();
      long next = Math.min(timers.nextNanos(), Math.min(cpuAt, ioAt));
      if (next > untilNanos) {
        break;
      }
      nowNanos = Math.max(nowNanos, next);
      events++;
      if (cpuAt == next) {
        int leaf = cpu.nextLeaf(next);
        int job = cpu.leave(leaf, nowNanos);
        sourceArray[jobs.source[job]].cpuDone(job);
        cpu.changed(leaf, nowNanos);
      } else if (ioAt == next) {
        int leaf = io.nextLeaf(next);
        int job = io.leave(leaf, nowNanos);
        sourceArray[jobs.source[job]].jobDone(job);
        io.changed(leaf, nowNanos);
      } else {
        long tag = timers.pop();
        targetArray[TimerHeap.target(tag)].due(tag);
      }
      Runnable action = afterEvent;
      if (action != null) {
        action.run();
      }
    }
    nowNanos = Math.max(nowNanos, untilNanos);
  }

  /** Brings all totals up to now. */
  void settle() {
    cpu.settleAll(nowNanos);
    io.settleAll(nowNanos);
  }

  /** Takes the jobs of a source off the CPUs and the device. */
  void drop(Source source) {
    for (int period = 0; period < source.periods.count(); period++) {
      int leaf = source.periods.leaf(period);
      cpu.drop(leaf, job -> jobs.source[job] == source.number, nowNanos);
      io.drop(leaf, job -> jobs.source[job] == source.number, nowNanos);
    }
  }

  /** Memory was divided anew: groups work faster or slower from now on. */
  void memoryChanged() {
    for (int leaf = 0; leaf < ioOperations.length; leaf++) {
      double slow = memory.slow(leaf);
      if (slow != cpu.station(leaf).slow) {
        cpu.setSlow(leaf, slow, nowNanos);
      }
    }
  }
}
