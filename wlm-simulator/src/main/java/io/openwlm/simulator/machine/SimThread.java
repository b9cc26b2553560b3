package io.openwlm.simulator.machine;

import org.jspecify.annotations.Nullable;

/** A thread. It wants to run exactly while it has CPU work left to do. */
public final class SimThread extends Entity {
  /** Work that never ends. */
  static final long ENDLESS = Long.MAX_VALUE / 4;

  private final int tid;
  private final SimProcess process;
  long runNanos;
  long delayNanos;
  long slices;
  long workLeftNanos;

  SimThread(int tid, SimProcess process) {
    this.tid = tid;
    this.process = process;
  }

  void pass(long nanos) {
    if (running > 0) {
      runNanos += nanos;
      workLeftNanos -= nanos;
      process.account.add(nanos);
    } else {
      delayNanos += nanos;
    }
  }

  public int tid() {
    return tid;
  }

  public SimProcess process() {
    return process;
  }

  /** CPU time used. */
  public long runNanos() {
    return runNanos;
  }

  /** Time it wanted to run and waited. */
  public long delayNanos() {
    return delayNanos;
  }

  /** Times it was given a CPU. */
  public long slices() {
    return slices;
  }

  /** True if it runs or waits for a CPU. */
  public boolean isRunnable() {
    return runnable > 0;
  }

  CpuGroup group() {
    CpuGroup group = parent;
    if (group == null) {
      throw new IllegalStateException("thread " + tid + " has ended");
    }
    return group;
  }

  /** This thread, or the ancestor of it, that is a child of {@code ancestor}; null if none is. */
  @Nullable Entity childOf(CpuGroup ancestor) {
    Entity each = this;
    while (each != null && each.parent != ancestor) {
      each = each.parent;
    }
    return each;
  }
}
