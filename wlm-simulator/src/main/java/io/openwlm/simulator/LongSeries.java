package io.openwlm.simulator;

import java.util.Arrays;

/** Numbers in a growing array, at most {@link #MAX}. */
final class LongSeries {
  static final int MAX = 50_000_000;

  private long[] values = new long[1024];
  private int size;

  void add(long value) {
    if (size == values.length) {
      if (size >= MAX) {
        throw new IllegalStateException("a run keeps at most " + MAX + " values");
      }
      values = Arrays.copyOf(values, Math.min(MAX, size * 2));
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** The numbers; only the first {@link #size} count. Valid until the next change. */
  long[] array() {
    return values;
  }
}
