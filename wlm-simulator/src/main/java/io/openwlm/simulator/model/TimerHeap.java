package io.openwlm.simulator.model;

/**
 * Things to happen at a time. What was asked for first happens first at the same time. Allocates
 * only to grow.
 */
final class TimerHeap {
  private static final int TARGET_BITS = 20;
  private static final long TARGET_MASK = (1L << TARGET_BITS) - 1;

  /** Targets are below this. */
  static final int MAX_TARGETS = 1 << TARGET_BITS;

  private final PairHeap heap = new PairHeap();
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
      heap.replaceFirst(atNanos, newTag);
    } else {
      heap.add(atNanos, newTag);
    }
    return newTag;
  }

  int size() {
    return firstIsTaken ? heap.size() - 1 : heap.size();
  }

  /** When the first is due; {@link Long#MAX_VALUE} without any. */
  long nextNanos() {
    fill();
    return heap.firstKey();
  }

  /** Takes the first away; there must be one. */
  long pop() {
    fill();
    firstIsTaken = true; // what is due often asks for the next time at once, and gets this place
    return heap.firstTag();
  }

  /** Fills the place of the first, which was taken. */
  private void fill() {
    if (firstIsTaken) {
      firstIsTaken = false;
      heap.removeFirst();
    }
  }

  /** The target of a request. */
  static int target(long tag) {
    return (int) (tag & TARGET_MASK);
  }
}
