package io.openwlm.simulator.model;

/**
 * The threads of one control group on one resource. They share what the group gets equally
 * (processor sharing), kept as a virtual time that each thread's work is measured in. Totals are
 * brought up to date by {@link #settle}; before the rate or the number of threads changes it must
 * be called.
 */
final class Station {
  private static final double MAX_WAIT_NANOS = 4e18;

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
    if (heap.size() > 0) { // without jobs nothing ends: the virtual time may stand
      virtualNanos += rate == threads ? passed : passed * rate / threads;
    }
    busyNanos += passed * rate;
    presentNanos += passed * threads;
    somePresentNanos += passed;
    double waiting = waiting();
    if (waiting > 0) {
      waitingNanos += passed * waiting;
      someWaitingNanos += waiting < 1 ? passed * waiting : passed;
    }
    if (slow > 1) {
      double stalled = rate * (slow - 1);
      stalledNanos += passed * stalled;
      someStalledNanos += stalled < 1 ? passed * stalled : passed;
    }
    if (heldBack > 0) {
      heldBackNanos += passed * heldBack;
    }
  }

  /** Threads that wait for a server now. */
  double waiting() {
    double waiting = threads - rate * slow;
    return waiting > 0 ? waiting : 0;
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
    nextNanos = left <= 0 ? settledNanos : settledNanos + whole(left);
  }

  /** Rounded up; bounded, so that a sum with a time does not overflow. */
  private static long whole(double nanos) {
    if (nanos >= MAX_WAIT_NANOS) {
      return (long) MAX_WAIT_NANOS;
    }
    long down = (long) nanos;
    return down < nanos ? down + 1 : down;
  }
}
