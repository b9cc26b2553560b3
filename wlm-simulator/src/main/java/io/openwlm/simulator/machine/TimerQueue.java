package io.openwlm.simulator.machine;

import java.util.PriorityQueue;

/** What happens later, by time; what was asked for first happens first at the same time. */
final class TimerQueue {
  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long asked;

  private record Timer(long atNanos, long order, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  void at(long atNanos, Runnable action) {
    queue.add(new Timer(atNanos, asked++, action));
  }

  /** When the next one is due; {@link Long#MAX_VALUE} without any. */
  long nextNanos() {
    Timer next = queue.peek();
    return next == null ? Long.MAX_VALUE : next.atNanos;
  }

  void runDue(long nowNanos) {
    for (Timer due = queue.peek(); due != null && due.atNanos <= nowNanos; due = queue.peek()) {
      queue.remove();
      due.action.run();
    }
  }
}
