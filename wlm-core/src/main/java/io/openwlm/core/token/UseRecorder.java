package io.openwlm.core.token;

/**
 * How much a budget used lately, by stretches of time. A stretch is a 1,152nd of the window that
 * grants are made for, so that the shortest time that the forecast looks at (a 288th) has four.
 */
final class UseRecorder {
  private static final int SLOTS = 208;
  static final int PARTS = 1_152;
  private static final long LEAST_NANOS = 1_000_000;

  private final long stretchNanos;
  private final long[] milli = new long[SLOTS];
  private long newest;
  private long newestEndNanos;
  private int slot;

  UseRecorder(long windowNanos) {
    stretchNanos = Math.max(LEAST_NANOS, windowNanos / PARTS);
  }

  private void roll(long intervalNanos) {
    if (intervalNanos < newestEndNanos) {
      return;
    }
    long number = intervalNanos / stretchNanos;
    if (number > newest) {
      long steps = Math.min(number - newest, SLOTS);
      for (long i = 1; i <= steps; i++) {
        milli[(int) ((newest + i) % SLOTS)] = 0;
      }
      newest = number;
    }
    newestEndNanos = (newest + 1) * stretchNanos;
    slot = (int) (newest % SLOTS);
  }

  void add(long milliTokens, long intervalNanos) {
    roll(intervalNanos);
    milli[slot] = Amount.plus(milli[slot], milliTokens);
  }

  UseRing picture(long intervalNanos) {
    roll(intervalNanos);
    long[] newestFirst = new long[SLOTS];
    for (int i = 0; i < SLOTS && i <= newest; i++) {
      newestFirst[i] = milli[(int) ((newest - i) % SLOTS)];
    }
    return new UseRing(stretchNanos, newestFirst);
  }

  /** Number of the newest stretch. */
  long newest() {
    return newest;
  }

  /** Records what was used at an earlier time. */
  void put(long milliTokens, long atNanos, long intervalNanos) {
    roll(intervalNanos);
    long number = Math.min(newest, atNanos / stretchNanos);
    if (number > newest - SLOTS) {
      int at = (int) (number % SLOTS);
      milli[at] = Amount.plus(milli[at], milliTokens);
    }
  }
}
