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

  /** What is wanted falls by this part of the way in one look, and rises at once. */
  private static final double FALLS = 0.2;

  /** Held back for this part of the time counts as held back. */
  private static final double THROTTLED = 0.02;

  final double[] used;

  /** Used and waited for, whatever for: a CPU, or the class's own limit. */
  final double[] wants;

  final boolean[] throttled;
  private final SystemSample last;
  private long elapsedNanos;
  private boolean hasLast;

  GroupLook(int classes) {
    used = new double[classes];
    wants = new double[classes];
    throttled = new boolean[classes];
    last = new SystemSample(classes);
  }

  long elapsedNanos() {
    return elapsedNanos;
  }

  /** True if this is a new look. */
  boolean take(SystemSample now) {
    long elapsed = now.atNanos - last.atNanos;
    if (hasLast && elapsed >= 0 && elapsed < MIN_NANOS) {
      return false;
    }
    boolean known = hasLast && elapsed > 0 && elapsed <= MAX_NANOS;
    if (known) {
      elapsedNanos = elapsed;
      for (int i = 0; i < used.length; i++) {
        look(i, now);
      }
    } else {
      Arrays.fill(used, 0);
      Arrays.fill(throttled, false);
    }
    last.copyFrom(now);
    hasLast = true;
    return known;
  }

  private void look(int i, SystemSample now) {
    boolean same = now.generation[i] == last.generation[i];
    used[i] = same ? part(last.usageNanos[i], now.usageNanos[i]) : 0;
    double waits =
        now.runDelayNanos[i] < 0
            ? part(last.cpuPressureNanos[i], now.cpuPressureNanos[i])
            : part(last.runDelayNanos[i], now.runDelayNanos[i]);
    double wanted = used[i] + (same ? waits : 0);
    wants[i] = Math.max(wanted, wants[i] + FALLS * (wanted - wants[i]));
    throttled[i] = same && part(last.throttledNanos[i], now.throttledNanos[i]) > THROTTLED;
  }

  private double part(long before, long now) {
    return before < 0 || now < before ? 0 : (double) (now - before) / elapsedNanos;
  }
}
