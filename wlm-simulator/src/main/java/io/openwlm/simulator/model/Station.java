package io.openwlm.simulator.model;

/**
 * The threads of one control group on one resource. They share what the group gets equally
 * (processor sharing), kept as a virtual time that each thread's work is measured in. Totals are
 * brought up to date by {@link #settle}; before the rate or the number of threads changes it must
 * be called.
 */
final class Station {
  final FinishHeap heap = new FinishHeap();

  /** Threads that want the resource: those with work in the heap, and endless ones. */
  int threads;

  /** Seconds that a thread needs for one second of the resource: above 1 while memory is short. */
  double slow = 1;

  /** What the group gets, in servers. */
  double rate;

  /** Servers that its own limit holds back. */
  double heldBack;

  /** When the first thread is done; {@link Long#MAX_VALUE} if none will be. */
  long nextNanos = Long.MAX_VALUE;

  double busyNanos;
  double waitingNanos;
  double stalledNanos;
  double heldBackNanos;
  double someWaitingNanos;
  double someStalledNanos;
  double presentNanos;
  double somePresentNanos;
  private double virtualNanos;
  private long settledNanos;

  /** Brings totals and virtual time up to now. */
  void settle(long nowNanos) {
    double passed = nowNanos - settledNanos;
    settledNanos = nowNanos;
    if (threads == 0 || passed == 0) {
      return;
    }
    virtualNanos += rate == threads ? passed : passed * rate / threads;
    busyNanos += passed * rate;
    presentNanos += passed * threads;
    somePresentNanos += passed;
    double waiting = waiting();
    waitingNanos += passed * waiting;
    someWaitingNanos += passed * Math.min(1, waiting);
    if (slow > 1) {
      double stalled = rate * (slow - 1);
      stalledNanos += passed * stalled;
      someStalledNanos += passed * Math.min(1, stalled);
    }
    heldBackNanos += passed * heldBack;
  }

  /** Threads that wait for a server now. */
  double waiting() {
    return Math.max(0, threads - rate * slow);
  }

  /** Servers that it can use. */
  double wants() {
    return slow == 1 ? threads : threads / slow;
  }

  /** One more thread with work. */
  void enter(double workNanos, int job) {
    if (threads == 0) {
      virtualNanos = 0;
    }
    threads++;
    heap.add(virtualNanos + workNanos, job);
  }

  /** The first thread is done. */
  int leave() {
    virtualNanos = Math.max(virtualNanos, heap.first());
    threads--;
    return heap.pop();
  }

  /** Computes anew when the first thread is done. */
  void plan() {
    if (heap.size() == 0 || rate <= 0) {
      nextNanos = Long.MAX_VALUE;
      return;
    }
    double work = heap.first() - virtualNanos;
    double left = rate == threads ? work : work * threads / rate;
    nextNanos = left <= 0 ? settledNanos : settledNanos + (long) Math.ceil(Math.min(left, 4e18));
  }
}
