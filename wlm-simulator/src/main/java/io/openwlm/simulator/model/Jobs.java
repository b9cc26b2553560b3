package io.openwlm.simulator.model;

import java.util.Arrays;

/**
 * All jobs that have arrived and not ended, as rows of arrays; the jobs of one source are linked in
 * the order of arrival. Rows are used again; allocates only to grow.
 */
final class Jobs {
  static final int NONE = -1;

  int[] source = new int[256];
  int[] next = new int[256];
  int[] previous = new int[256];
  long[] arrivedNanos = new long[256];

  /** CPU time still needed, without what is being worked off. */
  double[] cpuNanos = new double[256];

  double[] ioNanos = new double[256];

  /** Period that the job is in, from 0. */
  byte[] period = new byte[256];

  private int used;
  private int free = NONE;

  /** A row for a new job. */
  int take() {
    if (free != NONE) {
      int row = free;
      free = next[row];
      return row;
    }
    if (used == source.length) {
      int more = 2 * used;
      source = Arrays.copyOf(source, more);
      next = Arrays.copyOf(next, more);
      previous = Arrays.copyOf(previous, more);
      arrivedNanos = Arrays.copyOf(arrivedNanos, more);
      cpuNanos = Arrays.copyOf(cpuNanos, more);
      ioNanos = Arrays.copyOf(ioNanos, more);
      period = Arrays.copyOf(period, more);
    }
    return used++;
  }

  void giveBack(int row) {
    next[row] = free;
    free = row;
  }
}
