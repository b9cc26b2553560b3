package io.openwlm.simulator.machine;

import org.jspecify.annotations.Nullable;

/**
 * What competes for CPU with its siblings: a control group or a thread. The lags of the siblings
 * that want to run always sum up to 0: what one is owed, the others had too much.
 */
abstract sealed class Entity permits CpuGroup, SimThread {
  static final int DEFAULT_WEIGHT = 100;

  @Nullable CpuGroup parent;
  int weight = DEFAULT_WEIGHT;

  /** Threads in it that want to run, and those of them that run. */
  int runnable;

  int running;

  /** CPUs that it is entitled to now. */
  double rate;

  /** CPU time in nanoseconds that it is owed; below 0 if it had more than its share. */
  double lag;

  /** When it last stopped wanting to run. */
  long idleSinceNanos;

  int waiting() {
    return runnable - running;
  }
}
