package io.openwlm.linux.sample;

import java.util.Arrays;

/**
 * What the tasks of each share of the work did since the manager began, in nanoseconds. Totals
 * never fall.
 */
final class TaskTotals {
  long[] runNanos;
  long[] runDelayNanos;
  long[] ioDelayNanos;
  long[] memoryDelayNanos;

  TaskTotals(int shares) {
    runNanos = new long[shares];
    runDelayNanos = new long[shares];
    ioDelayNanos = new long[shares];
    memoryDelayNanos = new long[shares];
  }

  /** Makes room for more shares. */
  void grow(int shares) {
    if (shares > runNanos.length) {
      runNanos = Arrays.copyOf(runNanos, shares);
      runDelayNanos = Arrays.copyOf(runDelayNanos, shares);
      ioDelayNanos = Arrays.copyOf(ioDelayNanos, shares);
      memoryDelayNanos = Arrays.copyOf(memoryDelayNanos, shares);
    }
  }

  void clear() {
    Arrays.fill(runNanos, 0);
    Arrays.fill(runDelayNanos, 0);
    Arrays.fill(ioDelayNanos, 0);
    Arrays.fill(memoryDelayNanos, 0);
  }

  void add(int to, TaskTotals from, int share) {
    runNanos[to] += from.runNanos[share];
    runDelayNanos[to] += from.runDelayNanos[share];
    ioDelayNanos[to] += from.ioDelayNanos[share];
    memoryDelayNanos[to] += from.memoryDelayNanos[share];
  }
}
