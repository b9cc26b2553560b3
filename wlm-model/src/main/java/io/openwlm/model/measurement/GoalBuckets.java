package io.openwlm.model.measurement;

/**
 * Finds the bucket of a response time with one look into a table and, mostly, one comparison: the
 * table is read at the leading bits of the time and names the first bucket that can be meant. Exact
 * for every time. Immutable; all distributions around a goal share it.
 */
final class GoalBuckets {
  /** Leading bits looked at, below the first: cells as wide as a sixteenth of the time. */
  private static final int BITS = 4;

  private static final int CELLS = (Long.SIZE - BITS) << BITS;

  private final long[] boundNanos;
  private final byte[] first = new byte[CELLS];

  /**
   * @param goalNanos above 0
   * @param boundPercent upper bounds of all buckets but the last, in percent of the goal, rising
   */
  GoalBuckets(long goalNanos, int[] boundPercent) {
    boundNanos = new long[boundPercent.length];
    for (int i = 0; i < boundPercent.length; i++) {
      boundNanos[i] = Math.max(1, Math.round(goalNanos * (boundPercent[i] / 100.0)));
    }
    int bucket = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      while (bucket < boundNanos.length && boundNanos[bucket] < smallest(cell)) {
        bucket++;
      }
      first[cell] = (byte) bucket;
    }
  }

  private static int cell(long nanos) {
    int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos));
    return (shift << BITS) + (int) (nanos >>> shift);
  }

  /** The smallest time that lies in a cell. */
  private static long smallest(int cell) {
    int shift = Math.max(0, (cell >> BITS) - 1);
    return (long) (cell - (shift << BITS)) << shift;
  }

  /** Number of buckets but the last, which has no upper bound. */
  int bounds() {
    return boundNanos.length;
  }

  long boundNanos(int bucket) {
    return boundNanos[bucket];
  }

  /**
   * The bucket of a time.
   *
   * @param nanos 0 or more
   */
  int of(long nanos) {
    int bucket = first[cell(nanos)];
    while (bucket < boundNanos.length && nanos > boundNanos[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
