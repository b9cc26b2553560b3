package io.openwlm.core.measure;

import io.openwlm.core.port.SystemSample;

/**
 * Sums the differences between samples over one interval. A total that is unknown or that restarted
 * (other generation) contributes nothing, so sums never fall. Allocates nothing after construction.
 */
final class SampleAccumulator {
  final long[] usageNanos;
  final long[] runNanos;
  final long[] runDelayNanos;
  final long[] throttledNanos;
  final long[] systemNanos;
  final long[] ioDelayNanos;
  final long[] memoryDelayNanos;
  final long[] queueDelayNanos;
  final long[] ioOperations;
  final long[] refaults;
  final long[] swapIns;
  final Ratio cpuPressure;
  final Ratio memoryPressure;
  final Ratio ioPressure;
  final Ratio systemPressure = new Ratio(1);

  private final SystemSample last;
  private boolean hasLast;

  SampleAccumulator(int classes) {
    usageNanos = new long[classes];
    runNanos = new long[classes];
    runDelayNanos = new long[classes];
    throttledNanos = new long[classes];
    systemNanos = new long[classes];
    ioDelayNanos = new long[classes];
    memoryDelayNanos = new long[classes];
    queueDelayNanos = new long[classes];
    ioOperations = new long[classes];
    refaults = new long[classes];
    swapIns = new long[classes];
    cpuPressure = new Ratio(classes);
    memoryPressure = new Ratio(classes);
    ioPressure = new Ratio(classes);
    last = new SystemSample(classes);
  }

  void accept(SystemSample now) {
    if (hasLast) {
      long elapsed = now.atNanos - last.atNanos;
      systemPressure.add(0, last.systemCpuPressureNanos, now.systemCpuPressureNanos, elapsed);
      for (int i = 0; i < now.classes(); i++) {
        if (now.generation[i] == last.generation[i]) {
          usageNanos[i] += difference(last.usageNanos[i], now.usageNanos[i]);
          runNanos[i] += difference(last.runNanos[i], now.runNanos[i]);
          runDelayNanos[i] += difference(last.runDelayNanos[i], now.runDelayNanos[i]);
          throttledNanos[i] += difference(last.throttledNanos[i], now.throttledNanos[i]);
          systemNanos[i] += difference(last.systemNanos[i], now.systemNanos[i]);
          ioDelayNanos[i] += difference(last.ioDelayNanos[i], now.ioDelayNanos[i]);
          memoryDelayNanos[i] += difference(last.memoryDelayNanos[i], now.memoryDelayNanos[i]);
          queueDelayNanos[i] += difference(last.queueDelayNanos[i], now.queueDelayNanos[i]);
          ioOperations[i] += difference(last.ioOperations[i], now.ioOperations[i]);
          refaults[i] += difference(last.refaults[i], now.refaults[i]);
          swapIns[i] += difference(last.swapIns[i], now.swapIns[i]);
          cpuPressure.add(i, last.cpuPressureNanos[i], now.cpuPressureNanos[i], elapsed);
          memoryPressure.add(i, last.memoryPressureNanos[i], now.memoryPressureNanos[i], elapsed);
          ioPressure.add(i, last.ioPressureNanos[i], now.ioPressureNanos[i], elapsed);
        }
      }
    }
    last.copyFrom(now);
    hasLast = true;
  }

  private static long difference(long before, long after) {
    return before < 0 || after < before ? 0 : after - before;
  }

  void clear() {
    java.util.Arrays.fill(usageNanos, 0);
    java.util.Arrays.fill(runNanos, 0);
    java.util.Arrays.fill(runDelayNanos, 0);
    java.util.Arrays.fill(throttledNanos, 0);
    java.util.Arrays.fill(systemNanos, 0);
    java.util.Arrays.fill(ioDelayNanos, 0);
    java.util.Arrays.fill(memoryDelayNanos, 0);
    java.util.Arrays.fill(queueDelayNanos, 0);
    java.util.Arrays.fill(ioOperations, 0);
    java.util.Arrays.fill(refaults, 0);
    java.util.Arrays.fill(swapIns, 0);
    cpuPressure.clear();
    memoryPressure.clear();
    ioPressure.clear();
    systemPressure.clear();
  }

  /** Time under pressure over the time in which it was known. */
  static final class Ratio {
    private final long[] stalledNanos;
    private final long[] knownNanos;

    Ratio(int slots) {
      stalledNanos = new long[slots];
      knownNanos = new long[slots];
    }

    void add(int slot, long before, long after, long elapsedNanos) {
      if (before >= 0 && after >= before && elapsedNanos > 0) {
        stalledNanos[slot] += after - before;
        knownNanos[slot] += elapsedNanos;
      }
    }

    /** 0 to 1, or -1 if it was never known. */
    double value(int slot) {
      return knownNanos[slot] == 0
          ? -1
          : Math.min(1, (double) stalledNanos[slot] / knownNanos[slot]);
    }

    void clear() {
      java.util.Arrays.fill(stalledNanos, 0);
      java.util.Arrays.fill(knownNanos, 0);
    }
  }
}
