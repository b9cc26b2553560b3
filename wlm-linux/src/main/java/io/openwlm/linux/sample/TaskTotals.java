package io.openwlm.linux.sample;

/** What the tasks of each class did since the manager began, in nanoseconds. Totals never fall. */
final class TaskTotals {
  final long[] runNanos;
  final long[] runDelayNanos;
  final long[] ioDelayNanos;
  final long[] memoryDelayNanos;

  TaskTotals(int classes) {
    runNanos = new long[classes];
    runDelayNanos = new long[classes];
    ioDelayNanos = new long[classes];
    memoryDelayNanos = new long[classes];
  }
}
