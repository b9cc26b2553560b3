package io.openwlm.core.resource;

import io.openwlm.core.port.SystemSample;
import io.openwlm.model.measurement.ClassPresence;

/** What several looks in a row saw of one class. */
final class ClassUse {
  /** Work that uses less of a CPU is left alone. */
  private static final double SMALL_CPUS = 0.01;

  /** Waiting for memory longer than this part of the time is need. */
  private static final double LACKS_MEMORY = 0.01;

  /** Operations between two looks that still count as none. */
  private static final long NO_OPERATIONS = 1;

  private int overLooks;
  private int quietLooks;
  private long mostBytes;

  void clear() {
    overLooks = 0;
    quietLooks = 0;
    mostBytes = 0;
  }

  void add(SystemSample now, SystemSample last, int i) {
    if ((now.processes[i] == 0) != (last.processes[i] == 0)) {
      clear(); // it starts anew, or it ended
    }
    mostBytes = Math.max(mostBytes, now.memoryBytes[i]);
    long operations = difference(last.ioOperations[i], now.ioOperations[i]);
    long waited = difference(last.ioDelayNanos[i], now.ioDelayNanos[i]);
    quietLooks = operations >= 0 && operations <= NO_OPERATIONS && waited <= 0 ? quietLooks + 1 : 0;
  }

  /** Notes whether too much is protected; true if this and enough looks before say so. */
  boolean over(boolean over, int looks) {
    overLooks = over ? overLooks + 1 : 0;
    if (!over || overLooks >= looks) {
      boolean enough = overLooks >= looks;
      overLooks = 0;
      mostBytes = 0;
      return enough;
    }
    return false;
  }

  int looksWithoutIo() {
    return quietLooks;
  }

  /** The most memory held since too much is protected. */
  long mostBytes() {
    return mostBytes;
  }

  /** True if the class could not be seen, or its totals cannot be compared. */
  static boolean isUnseen(SystemSample now, SystemSample last, int i) {
    return now.presence[i] != ClassPresence.PRESENT || now.generation[i] != last.generation[i];
  }

  /** True if it uses next to no CPU; also if that is not known. */
  static boolean isSmall(SystemSample now, SystemSample last, int i, long elapsedNanos) {
    return difference(last.usageNanos[i], now.usageNanos[i]) < SMALL_CPUS * elapsedNanos;
  }

  /** True if some of its threads waited for memory since the last look. */
  static boolean lacksMemory(SystemSample now, SystemSample last, int i, long elapsedNanos) {
    long delay = difference(last.memoryDelayNanos[i], now.memoryDelayNanos[i]);
    long pressure = difference(last.memoryPressureNanos[i], now.memoryPressureNanos[i]);
    return Math.max(delay, pressure) > LACKS_MEMORY * elapsedNanos;
  }

  /** Negative if not known. */
  private static long difference(long before, long now) {
    return before < 0 || now < before ? -1 : now - before;
  }
}
