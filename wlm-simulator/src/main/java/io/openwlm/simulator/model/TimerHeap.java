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

  /** The first request was taken and its place is still open. */
  private boolean firstIsTaken;

  /**
   * Asks for a call.
   *
   * @param target 0 or more, below {@link #MAX_TARGETS}
   * @return identifies the request
   */
  long add(long atNanos, int target) {
    long newTag = asked++ << TARGET_BITS | target;
    if (firstIsTaken) {
      firstIsTaken = false;
      sink(atNanos, newTag, size);
      return newTag;
    }
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      tag = Arrays.copyOf(tag, 2 * size);
    }
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
    return firstIsTaken ? size - 1 : size;
  }

  /** When the first is due; {@link Long#MAX_VALUE} without any. */
  long nextNanos() {
    if (firstIsTaken) {
      fill();
    }
    return size == 0 ? Long.MAX_VALUE : at[0];
  }

  /** Takes the first away; there must be one. */
  long pop() {
    if (firstIsTaken) {
      fill();
    }
    firstIsTaken = true; // what is due often asks for the next time at once, and gets this place
    return tag[0];
  }

  /** Fills the place of the first, which was taken. */
  private void fill() {
    firstIsTaken = false;
    int last = --size;
    sink(at[last], tag[last], last);
  }

  /** Puts a request into the first place, and from there to where it belongs among so many. */
  private void sink(long newAt, long newTag, int count) {
    int hole = 0;
    for (int child = 1; child < count; child = (hole << 2) + 1) {
      int best = child;
      int end = Math.min(child + 4, count);
      for (int k = child + 1; k < end; k++) {
        if (isBefore(at[k], tag[k], at[best], tag[best])) {
          best = k;
        }
      }
      if (!isBefore(at[best], tag[best], newAt, newTag)) {
        break;
      }
      at[hole] = at[best];
      tag[hole] = tag[best];
      hole = best;
    }
    at[hole] = newAt;
    tag[hole] = newTag;
  }

  /** The target of a request. */
  static int target(long tag) {
    return (int) (tag & TARGET_MASK);
  }

  private static boolean isBefore(long at1, long tag1, long at2, long tag2) {
    return at1 < at2 || (at1 == at2 && tag1 < tag2);
  }
}
