package io.openwlm.server.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long turns of the control loop take. Written by the loop's thread without waiting or
 * allocating; read by any thread.
 */
public final class CycleTimes {
  private static final double[] BOUNDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5
  };

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length + 1);
  private final AtomicLong totalNanos = new AtomicLong();
  private final AtomicLong overruns = new AtomicLong();
  private volatile long lastEpochMillis;

  /**
   * A turn is over. Called by one thread only.
   *
   * @param tookNanos how long it took, real time
   * @param roomNanos time from its start to the next turn
   * @param epochMillis the machine's wall clock now
   */
  public void turned(long tookNanos, long roomNanos, long epochMillis) {
    int i = 0;
    while (i < BOUNDS.length && tookNanos > BOUNDS[i] * 1e9) {
      i++;
    }
    counts.lazySet(i, counts.get(i) + 1);
    totalNanos.lazySet(totalNanos.get() + tookNanos);
    if (tookNanos > roomNanos) {
      overruns.lazySet(overruns.get() + 1);
    }
    lastEpochMillis = epochMillis;
  }

  void tell(Families out) {
    Buckets buckets = new Buckets(BOUNDS);
    long[] seen = new long[BOUNDS.length + 1];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = counts.get(i);
    }
    buckets.add(BOUNDS, seen, totalNanos.get() / 1e9);
    out.put(Metric.CYCLE_DURATION, buckets);
    out.put(Metric.CYCLE_OVERRUNS, overruns.get());
    out.put(Metric.LAST_CYCLE, lastEpochMillis / 1e3);
  }
}
