package io.openwlm.simulator.model;

import java.util.Arrays;

/**
 * Things to happen at a time: a 4-ary heap on arrays. What was asked for first happens first at the
 * same time. Allocates only to grow.
 */
final class TimerHeap {
  private static final int TARGET_BITS = 20;
  private static final long TARGET_MASK = (1L << TARGET_BITS) - 1;

  /** Targets are below this. */
  static final int MAX_TARGETS = 1 << TARGET_BITS;

  private long[] at = new long[64];
  private long[] tag = new long[64];
  private int size;
  private long asked;

  /**
   * Asks for a call.
   *
   * @param target 0 or more, below {@link #MAX_TARGETS}
   * @return identifies the request
   */
  long add(long atNanos, int target) {
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      tag = Arrays.copyOf(tag, 2 * size);
    }
    long newTag = asked++ << TARGET_BITS | target;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >> 2;
      if (at[parent] <= atNanos) {
        break;
      }
      at[hole] = at[parent];
      tag[hole] = tag[parent];
      hole = parent;
    }
    at[hole] = atNanos;
    tag[hole] = newTag;
    return newTag;
  }

  int size() {
    return size;
  }

  /** When the first is due; {@link Long#MAX_VALUE} without any. */
  long nextNanos() {
    return size == 0 ? Long.MAX_VALUE : at[0];
  }

  /** Takes the first away; there must be one. */
  long pop() {
    long first = tag[0];
    int last = --size;
    long movedAt = at[last];
    long movedTag = tag[last];
    int hole = 0;
    for (int child = 1; child < last; child = (hole << 2) + 1) {
      int best = child;
      int end = Math.min(child + 4, last);
      for (int k = child + 1; k < end; k++) {
        if (isBefore(at[k], tag[k], at[best], tag[best])) {
          best = k;
        }
      }
      if (!isBefore(at[best], tag[best], movedAt, movedTag)) {
        break;
      }
      at[hole] = at[best];
      tag[hole] = tag[best];
      hole = best;
    }
    at[hole] = movedAt;
    tag[hole] = movedTag;
    return first;
  }

  /** The target of a request. */
  static int target(long tag) {
    return (int) (tag & TARGET_MASK);
  }

  private static boolean isBefore(long at1, long tag1, long at2, long tag2) {
    return at1 < at2 || (at1 == at2 && tag1 < tag2);
  }
}
