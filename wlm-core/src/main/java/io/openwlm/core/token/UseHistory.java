package io.openwlm.core.token;

/**
 * What a budget used lately: readings of a running total, thinned out so that a quarter of its
 * window fits. Readings only go forward in time; an earlier one is left out. One thread.
 */
final class UseHistory {
  /** The window is seen in so many parts. */
  private static final int PARTS = 576;

  /** A quarter of them is kept, and one more to reach back to. */
  private static final int KEPT = PARTS / 4 + 2;

  /** A variance from fewer steps says little. */
  private static final int LEAST_STEPS = 6;

  private final long slotNanos;
  private final long[] atNanos = new long[KEPT];
  private final long[] totals = new long[KEPT];
  private final long[] calls = new long[KEPT];
  private int newest = -1;
  private int count;
  private long nowNanos;
  private long nowTotal;
  private long nowCalls;

  /**
   * @param windowNanos length of the budget's window, above 0
   */
  UseHistory(long windowNanos) {
    slotNanos = Math.max(1, windowNanos / PARTS);
  }

  /**
   * Notes a reading.
   *
   * @param total thousandths of weighted tokens used or held since some beginning
   * @param callTotal calls since then
   */
  void note(long readNanos, long total, long callTotal) {
    if (newest >= 0 && readNanos < nowNanos) {
      return;
    }
    nowNanos = readNanos;
    nowTotal = total;
    nowCalls = callTotal;
    if (newest < 0 || readNanos - atNanos[newest] >= slotNanos) {
      newest = (newest + 1) % KEPT;
      atNanos[newest] = readNanos;
      totals[newest] = total;
      calls[newest] = callTotal;
      count = Math.min(KEPT, count + 1);
    }
  }

  /**
   * Takes over what a ledger kept over a restart, before the first reading. Time before the first
   * use that it knows of is no history: the budget may not have been there.
   *
   * @param total as the first reading will have it
   * @param callTotal the same; earlier calls are taken to have been as large as all of them on
   *     average
   */
  void begin(UseRing lately, long readNanos, long total, long callTotal, double milliPerCall) {
    long[] newestFirst = lately.newestFirst();
    int oldest = newestFirst.length - 1;
    long sum = 0;
    for (long milli : newestFirst) {
      sum += milli;
    }
    while (oldest > 0 && newestFirst[oldest] == 0) {
      oldest--;
    }
    for (int i = oldest; i >= 0 && sum > 0; i--) {
      // a stretch that is going on has been there for half of its length on average
      note(
          readNanos - i * lately.stretchNanos() - lately.stretchNanos() / 2,
          total - sum,
          callTotal - (long) (sum / Math.max(1, milliPerCall)));
      sum -= newestFirst[i];
    }
  }

  /** How far back one can look, in nanoseconds. */
  long ageNanos() {
    return count == 0 ? 0 : nowNanos - atNanos[oldest()];
  }

  /** Used in the last span; over the whole history if the span reaches further back. */
  double used(long spanNanos) {
    return Math.max(0, nowTotal - before(totals, nowTotal, spanNanos));
  }

  /** Calls in the last span; over the whole history if the span reaches further back. */
  double calls(long spanNanos) {
    return Math.max(0, nowCalls - before(calls, nowCalls, spanNanos));
  }

  /**
   * Variance of the use per nanosecond of time in the last span: how bursty it is. It is taken in
   * steps of one reading, of two, of four and so on, and the largest counts: where use comes in
   * bursts, only a step in which a whole burst fits shows how far two stretches differ.
   */
  double variancePerNano(long spanNanos) {
    double mean = used(spanNanos) / Math.max(1, Math.min(spanNanos, ageNanos()));
    double most = variance(spanNanos, mean, 1);
    for (int readings = 2; readings * LEAST_STEPS <= count; readings *= 2) {
      most = Math.max(most, variance(spanNanos, mean, readings));
    }
    return most;
  }

  /** The same in steps of so many readings; 0 if they are too few to tell. */
  private double variance(long spanNanos, double mean, int readings) {
    double squares = 0;
    long length = 0;
    long after = nowNanos;
    long totalAfter = nowTotal;
    int steps = 0;
    for (int k = readings - 1; k < count && nowNanos - after < spanNanos; k += readings) {
      int i = at(k);
      double step = Math.max(0, totalAfter - totals[i]) - mean * (after - atNanos[i]);
      squares += step * step;
      length += after - atNanos[i];
      after = atNanos[i];
      totalAfter = totals[i];
      steps++;
    }
    boolean tells = length > 0 && steps > 1 && (readings == 1 || steps >= LEAST_STEPS);
    // The mean comes from the same steps, so one of them is not free.
    return tells ? squares / length * steps / (steps - 1) : 0;
  }

  /** The running total as it was a span ago, on the line between the two readings around it. */
  private double before(long[] values, long now, long spanNanos) {
    long then = nowNanos - spanNanos;
    long after = nowNanos;
    double valueAfter = now;
    for (int k = 0; k < count; k++) {
      int i = at(k);
      if (atNanos[i] <= then) {
        double part = after == atNanos[i] ? 0 : (double) (then - atNanos[i]) / (after - atNanos[i]);
        return values[i] + part * (valueAfter - values[i]);
      }
      after = atNanos[i];
      valueAfter = values[i];
    }
    return valueAfter;
  }

  /** Place of the k-th newest reading. */
  private int at(int k) {
    return (newest - k + KEPT) % KEPT;
  }

  private int oldest() {
    return at(count - 1);
  }
}
