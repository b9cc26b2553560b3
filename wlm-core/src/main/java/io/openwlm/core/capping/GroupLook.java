package io.openwlm.core.capping;

import io.openwlm.core.port.SystemSample;
import java.util.Arrays;

/**
 * What each class did since the look before, in CPUs. A look that comes soon after another one
 * changes nothing; after a long pause nothing is known.
 */
final class GroupLook {
  private static final long MIN_NANOS = 500_000_000L;
  private static final long MAX_NANOS = 60_000_000_000L;

  /** A class that uses this part of its limit or more is held back by it, if it wants more. */
  static final double FULL = 0.8;

  /** What a class that is held back is thought to need rises by this factor in one look. */
  private static final double RISES = 1.5;

  /** What a class is thought to need falls by this factor in one look, in half a minute by half. */
  private static final double FALLS = 0.95;

  /** Held back for this part of the time counts as held back. */
  private static final double THROTTLED = 0.02;

  final double[] used;

  /** Used and waited for, whatever for: a CPU, or the class's own limit. */
  final double[] wants;

  /**
   * What it would use without its limit, as far as is known. Waiting threads do not tell: after a
   * pause there are many of a class that needs little.
   */
  final double[] demand;

  final boolean[] throttled;
  private final SystemSample last;
  private long elapsedNanos;
  private boolean hasLast;

  GroupLook(int classes) {
    used = new double[classes];
    wants = new double[classes];
    demand = new double[classes];
    throttled = new boolean[classes];
    last = new SystemSample(classes);
  }

  long elapsedNanos() {
    return elapsedNanos;
  }

  /**
   * Takes a look.
   *
   * @param limits of each class in CPUs; infinite for none
   * @return true if it is a new one
   */
  boolean take(SystemSample now, double[] limits) {
    long elapsed = now.atNanos - last.atNanos;
    if (hasLast && elapsed >= 0 && elapsed < MIN_NANOS) {
      return false;
    }
    boolean known = hasLast && elapsed > 0 && elapsed <= MAX_NANOS;
    if (known) {
      elapsedNanos = elapsed;
      for (int i = 0; i < used.length; i++) {
        look(i, now, limits[i]);
      }
    } else {
      Arrays.fill(used, 0);
      Arrays.fill(throttled, false);
    }
    last.copyFrom(now);
    hasLast = true;
    return known;
  }

  private void look(int i, SystemSample now, double limit) {
    boolean same = now.generation[i] == last.generation[i];
    used[i] = same ? part(last.usageNanos[i], now.usageNanos[i]) : 0;
    double waits =
        now.runDelayNanos[i] < 0
            ? part(last.cpuPressureNanos[i], now.cpuPressureNanos[i])
            : part(last.runDelayNanos[i], now.runDelayNanos[i]);
    wants[i] = used[i] + (same ? waits : 0);
    double least = isHeldBack(i, limit) ? Math.min(wants[i], RISES * used[i]) : used[i];
    demand[i] = Math.max(least, FALLS * demand[i]);
    throttled[i] = same && part(last.throttledNanos[i], now.throttledNanos[i]) > THROTTLED;
  }

  /** True if the class would use more without this limit. */
  boolean isHeldBack(int i, double limit) {
    return used[i] >= FULL * limit && wants[i] > limit;
  }

  private double part(long before, long now) {
    return before < 0 || now < before ? 0 : (double) (now - before) / elapsedNanos;
  }
}
