package io.openwlm.simulator.machine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives CPUs to threads, much as Linux does (EEVDF): of those that are owed CPU time the one with
 * the earliest virtual deadline runs, for one slice. A thread that wakes up takes a CPU at once if
 * its deadline comes before that of a running one, which a high weight brings about; otherwise it
 * waits for the end of a slice. A group that has used up its limit is throttled: taken out of the
 * groups above it until its next period. No CPU is idle while a thread waits that is not throttled.
 */
final class Scheduler {
  /** Rounding of a sum of lags; far below any time that matters. */
  private static final double ROUNDING_NANOS = 1;

  private final CpuGroup root;
  private final long sliceNanos;
  private final @Nullable SimThread[] onCpu;
  private final long[] sliceEndNanos;
  private final List<CpuGroup> limited = new ArrayList<>();
  private long nowNanos;
  private long settledNanos;

  Scheduler(CpuGroup root, int cpus, long sliceNanos) {
    this.root = root;
    this.sliceNanos = sliceNanos;
    onCpu = new @Nullable SimThread[cpus];
    sliceEndNanos = new long[cpus];
  }

  long nowNanos() {
    return nowNanos;
  }

  int cpus() {
    return onCpu.length;
  }

  /** Lets time pass; nothing may be due before {@code untilNanos}. */
  void pass(long untilNanos) {
    long nanos = untilNanos - nowNanos;
    if (nanos > 0) {
      root.pass(nanos);
      for (int i = 0; i < limited.size(); i++) {
        if (limited.get(i).bandwidth.isThrottled()) { // not among the active ones above
          limited.get(i).pass(nanos);
        }
      }
      nowNanos = untilNanos;
    }
  }

  /**
   * Brings lags up to date, before anything that changes or compares them. Not done whenever time
   * passes: sums of parts round otherwise than the whole, and a run must not depend on how far each
   * call advances it.
   */
  private void settle() {
    if (settledNanos < nowNanos) {
      root.settle(nowNanos - settledNanos);
      settledNanos = nowNanos;
    }
  }

  /** When a thread will have done its work or used up its slice. */
  long nextNanos() {
    long next = Long.MAX_VALUE;
    boolean contended = root.waiting() > 0;
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      SimThread thread = onCpu[cpu];
      if (thread != null) {
        next = Math.min(next, nowNanos + thread.workLeftNanos);
        if (contended) {
          next = Math.min(next, Math.max(nowNanos, sliceEndNanos[cpu]));
        }
      }
    }
    for (int i = 0; i < limited.size(); i++) {
      CpuGroup group = limited.get(i);
      next = Math.min(next, Math.max(nowNanos, group.bandwidth.nextNanos(group.running, nowNanos)));
    }
    return next;
  }

  /**
   * Begins periods, asks for more work for threads that are done, throttles groups that have used
   * up their limits, and ends the slices that are over.
   */
  void runDue() {
    settle();
    for (int i = 0; i < limited.size(); i++) {
      refill(limited.get(i));
    }
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      SimThread thread = onCpu[cpu];
      if (thread != null && thread.workLeftNanos <= 0) {
        long more = thread.process().work.next(thread);
        if (more > 0) {
          thread.workLeftNanos = more;
        } else {
          sleep(thread);
        }
      }
    }
    for (int i = 0; i < limited.size(); i++) {
      CpuGroup group = limited.get(i);
      if (group.bandwidth.isUsedUp() && !group.bandwidth.isThrottled()) {
        throttle(group);
      }
    }
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      SimThread thread = onCpu[cpu];
      if (thread != null && sliceEndNanos[cpu] <= nowNanos && root.waiting() > 0) {
        stop(cpu, thread);
        dispatch(cpu);
      }
    }
  }

  /** A sleeping thread gets work. */
  void wake(SimThread thread, long workNanos) {
    settle();
    thread.workLeftNanos = workNanos;
    enter(thread, 1);
    if (isThrottled(thread)) {
      return;
    }
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      if (onCpu[cpu] == null) {
        dispatch(cpu);
        return;
      }
    }
    int victim = victimOf(thread);
    if (victim >= 0) {
      SimThread running = onCpu[victim];
      if (running != null) {
        stop(victim, running);
      }
      run(victim, thread);
    }
  }

  /** A thread that wanted to run no longer does; a CPU it had is given away. */
  void sleep(SimThread thread) {
    if (!thread.isRunnable()) {
      return;
    }
    settle();
    int freed = -1;
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      if (onCpu[cpu] == thread) {
        stop(cpu, thread);
        freed = cpu;
      }
    }
    leave(thread, 1);
    if (freed >= 0) {
      dispatch(freed);
    }
  }

  /** Weights have changed. */
  void reweigh() {
    settle();
    FairShares.divide(root, onCpu.length);
  }

  /** Threads more want to run in an entity and all above it, up to a throttled one. */
  private void enter(Entity from, int threads) {
    for (Entity each = from; each != null; each = each.parent) {
      each.runnable += threads;
      if (isItselfThrottled(each)) {
        break;
      }
      if (each.runnable == threads) {
        join(each);
      }
    }
    reweigh();
  }

  /** An entity takes part among its siblings. */
  private void join(Entity entity) {
    if (entity.parent != null) {
      entity.parent.active.add(entity);
      // A debt is worked off while asleep; what was owed is not saved up.
      double worked = entity.rate * (nowNanos - entity.idleSinceNanos);
      entity.lag =
          entity.lag < 0
              ? Math.min(0, entity.lag + worked)
              : Math.min(entity.lag, (double) sliceNanos);
    }
  }

  private void leave(Entity from, int threads) {
    for (Entity each = from; each != null; each = each.parent) {
      each.runnable -= threads;
      if (isItselfThrottled(each)) {
        break;
      }
      if (each.runnable == 0) {
        part(each);
      }
    }
    reweigh();
  }

  private void part(Entity entity) {
    if (entity.parent != null) {
      entity.parent.active.remove(entity);
      entity.idleSinceNanos = nowNanos;
    }
  }

  private static boolean isItselfThrottled(Entity entity) {
    return entity instanceof CpuGroup group && group.bandwidth.isThrottled();
  }

  private static boolean isThrottled(Entity entity) {
    for (Entity each = entity; each != null; each = each.parent) {
      if (isItselfThrottled(each)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A CPU limit for a group that is not the root; a period begins with it.
   *
   * @param quotaNanos above 0; {@link Bandwidth#NO_LIMIT} = none
   */
  void limit(CpuGroup group, long quotaNanos, long periodNanos) {
    settle();
    group.bandwidth.set(quotaNanos, periodNanos, nowNanos);
    limited.remove(group);
    if (group.bandwidth.isLimited()) {
      limited.add(group);
    }
    release(group);
  }

  private void refill(CpuGroup group) {
    group.bandwidth.refill(nowNanos);
    if (!group.bandwidth.isUsedUp()) {
      release(group);
    }
  }

  private void throttle(CpuGroup group) {
    CpuGroup above = group.parent;
    if (above == null) {
      return;
    }
    List<Integer> freed = new ArrayList<>();
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      SimThread thread = onCpu[cpu];
      if (thread != null && thread.childOf(group) != null) {
        stop(cpu, thread);
        freed.add(cpu);
      }
    }
    group.bandwidth.setThrottled(true);
    if (group.runnable > 0) {
      part(group);
      leave(above, group.runnable);
    }
    freed.forEach(this::dispatch);
  }

  private void release(CpuGroup group) {
    CpuGroup above = group.parent;
    if (above == null || !group.bandwidth.isThrottled()) {
      return;
    }
    group.bandwidth.setThrottled(false);
    if (group.runnable > 0) {
      join(group);
      enter(above, group.runnable);
    }
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      if (onCpu[cpu] == null) {
        dispatch(cpu);
      }
    }
  }

  /** A group is removed. */
  void forget(CpuGroup group) {
    release(group);
    limited.remove(group);
  }

  private void run(int cpu, SimThread thread) {
    onCpu[cpu] = thread;
    sliceEndNanos[cpu] = nowNanos + sliceNanos;
    thread.slices++;
    for (Entity each = thread; each != null; each = each.parent) {
      each.running++;
    }
  }

  private void stop(int cpu, SimThread thread) {
    onCpu[cpu] = null;
    for (Entity each = thread; each != null; each = each.parent) {
      each.running--;
    }
  }

  /** Gives a free CPU to the thread that should have it, if any waits. */
  private void dispatch(int cpu) {
    CpuGroup group = root;
    while (group.waiting() > 0) {
      switch (next(group)) {
        case CpuGroup child -> group = child;
        case SimThread thread -> {
          run(cpu, thread);
          return;
        }
      }
    }
  }

  private Entity next(CpuGroup group) {
    Entity best = null;
    for (int i = 0; i < group.active.size(); i++) {
      Entity each = group.active.get(i);
      if (each.waiting() > 0 && (best == null || isBefore(each, best))) {
        best = each;
      }
    }
    if (best == null) {
      throw new IllegalStateException("nothing waits in " + group.path());
    }
    return best;
  }

  private boolean isBefore(Entity a, Entity b) {
    boolean owed = isOwed(a);
    if (owed != isOwed(b)) {
      return owed;
    }
    return owed
        ? deadline(a, sliceNanos) < deadline(b, sliceNanos)
        : a.lag / a.rate > b.lag / b.rate;
  }

  private static boolean isOwed(Entity entity) {
    return entity.lag >= -ROUNDING_NANOS;
  }

  /** How far ahead in virtual time the entity should have got what is left of its slice. */
  private static double deadline(Entity entity, long leftNanos) {
    return (leftNanos - entity.lag) / entity.rate;
  }

  /** The CPU whose thread must give way to one that woke up; -1 if none must. */
  private int victimOf(SimThread woken) {
    int victim = -1;
    double latest = 0;
    for (int cpu = 0; cpu < onCpu.length; cpu++) {
      SimThread thread = onCpu[cpu];
      CpuGroup shared = thread == null ? null : sharedGroup(woken, thread);
      Entity mine = shared == null ? null : woken.childOf(shared);
      Entity other = thread == null || shared == null ? null : thread.childOf(shared);
      if (mine != null && other != null && isOwed(mine)) {
        long left = Math.max(0, sliceEndNanos[cpu] - nowNanos);
        double later = deadline(other, left) - deadline(mine, sliceNanos);
        if (later > latest) {
          latest = later;
          victim = cpu;
        }
      }
    }
    return victim;
  }

  private @Nullable CpuGroup sharedGroup(SimThread a, SimThread b) {
    for (CpuGroup group = a.group(); group != null; group = group.parent) {
      if (b.childOf(group) != null) {
        return group;
      }
    }
    return null;
  }
}
