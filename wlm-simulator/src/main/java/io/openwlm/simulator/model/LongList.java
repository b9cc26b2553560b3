package io.openwlm.simulator.model;

import java.util.Arrays;

/** Numbers in a growing array. Allocates only to grow. */
final class LongList {
  private static final int LEADING_BITS = 11;
  private static final int WORTH_COUNTING = 1024;

  private long[] values = new long[256];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  /** Adds what another list has from a place on. */
  void addAll(LongList other, int from) {
    int more = other.size - from;
    if (size + more > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, size + more));
    }
    System.arraycopy(other.values, from, values, size, more);
    size += more;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Only the first {@link #size} count. Valid until the next change. */
  long[] array() {
    return values;
  }

  double mean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
    }
    return sum / size;
  }

  /**
   * The value at a place of the sorted list, 0 or more; changes the order.
   *
   * @param place 0 or more, below the size; no value is negative
   */
  long select(int place) {
    return size < WORTH_COUNTING ? select(values, size, place) : selectByCounting(place);
  }

  /** Counts how many values have which leading bits, and looks only at those that can be meant. */
  private long selectByCounting(int place) {
    long highest = 0;
    for (int i = 0; i < size; i++) {
      highest = Math.max(highest, values[i]);
    }
    int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(highest) - LEADING_BITS);
    int[] counts = new int[1 << LEADING_BITS];
    for (int i = 0; i < size; i++) {
      counts[(int) (values[i] >>> shift)]++;
    }
    int leading = 0;
    int below = 0;
    while (below + counts[leading] <= place) {
      below += counts[leading++];
    }
    long[] meant = new long[counts[leading] + 1];
    int count = 0;
    for (int i = 0; i < size; i++) {
      meant[count] = values[i]; // written over by the next one unless it has these bits
      count += (int) (values[i] >>> shift) == leading ? 1 : 0;
    }
    return select(meant, count, place - below);
  }

  private static long select(long[] values, int size, int place) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      long pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (place <= j) {
        high = j;
      } else if (place >= i) {
        low = i;
      } else {
        return values[place];
      }
    }
    return values[place];
  }
}
