package io.openwlm.simulator.model;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Jobs by the virtual time at which they end: a 4-ary heap on arrays. Ties end in the order in
 * which they came. Allocates only to grow.
 */
final class FinishHeap {
  private double[] finish = new double[16];
  private long[] order = new long[16];
  private int[] job = new int[16];
  private int size;
  private long added;

  void add(double finishAt, int newJob) {
    if (size == job.length) {
      finish = Arrays.copyOf(finish, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
      job = Arrays.copyOf(job, 2 * size);
    }
    long newOrder = added++;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >> 2;
      if (finish[parent] <= finishAt) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, finishAt, newOrder, newJob);
  }

  int size() {
    return size;
  }

  /** The virtual time of the first; infinite without any. */
  double first() {
    return size == 0 ? Double.POSITIVE_INFINITY : finish[0];
  }

  /** Takes the first job away; there must be one. */
  int pop() {
    int popped = job[0];
    int last = --size;
    double movedFinish = finish[last];
    long movedOrder = order[last];
    int movedJob = job[last];
    int hole = 0;
    for (int child = 1; child < last; child = (hole << 2) + 1) {
      int best = child;
      int end = Math.min(child + 4, last);
      for (int k = child + 1; k < end; k++) {
        if (isBefore(finish[k], order[k], finish[best], order[best])) {
          best = k;
        }
      }
      if (!isBefore(finish[best], order[best], movedFinish, movedOrder)) {
        break;
      }
      move(best, hole);
      hole = best;
    }
    put(hole, movedFinish, movedOrder, movedJob);
    return popped;
  }

  /** Takes away all jobs that match; returns how many. */
  int removeIf(IntPredicate match) {
    int before = size;
    double[] oldFinish = finish.clone();
    int[] oldJob = job.clone();
    Integer[] byOrder = new Integer[before];
    long[] oldOrder = order.clone();
    for (int i = 0; i < before; i++) {
      byOrder[i] = i;
    }
    Arrays.sort(byOrder, (a, b) -> Long.compare(oldOrder[a], oldOrder[b]));
    size = 0;
    for (int i : byOrder) {
      if (!match.test(oldJob[i])) {
        add(oldFinish[i], oldJob[i]);
      }
    }
    return before - size;
  }

  private void move(int from, int to) {
    put(to, finish[from], order[from], job[from]);
  }

  private void put(int at, double newFinish, long newOrder, int newJob) {
    finish[at] = newFinish;
    order[at] = newOrder;
    job[at] = newJob;
  }

  private static boolean isBefore(double finish1, long order1, double finish2, long order2) {
    return finish1 < finish2 || (finish1 == finish2 && order1 < order2);
  }
}
