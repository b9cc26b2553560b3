package io.openwlm.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import java.util.Arrays;

/**
 * Counts in buckets with an open last one; never fall. Not thread-safe. When the bounds change,
 * what was counted moves to the buckets in which its old upper bounds lie: the cumulative count at
 * a bound that both have stays exact, and the total stays.
 */
final class Buckets {
  private double[] bounds;
  private long[] counts;
  private double sum;

  /**
   * @param bounds upper bounds of all buckets but the last, rising
   */
  Buckets(double... bounds) {
    this.bounds = bounds.clone();
    counts = new long[bounds.length + 1];
  }

  /** Counts one value. */
  void observe(double value) {
    counts[bucketOf(value)]++;
    sum += value;
  }

  /**
   * Adds counts.
   *
   * @param newBounds upper bounds of all buckets of {@code more} but the last, rising
   * @param sumOfMore sum of the values that {@code more} counts
   */
  void add(double[] newBounds, long[] more, double sumOfMore) {
    if (!Arrays.equals(bounds, newBounds)) {
      rebin(newBounds);
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
    sum += sumOfMore;
  }

  private void rebin(double[] newBounds) {
    double[] oldBounds = bounds;
    long[] old = counts;
    bounds = newBounds.clone();
    counts = new long[bounds.length + 1];
    for (int i = 0; i < old.length; i++) {
      int to = i == oldBounds.length ? bounds.length : bucketOf(oldBounds[i]);
      counts[to] += old[i];
    }
  }

  private int bucketOf(double value) {
    int i = 0;
    while (i < bounds.length && value > bounds[i]) {
      i++;
    }
    return i;
  }

  double sum() {
    return sum;
  }

  /** The counts in the form of the library; each bucket for itself. */
  ClassicHistogramBuckets snapshot() {
    double[] upper = Arrays.copyOf(bounds, bounds.length + 1);
    upper[bounds.length] = Double.POSITIVE_INFINITY;
    return ClassicHistogramBuckets.of(upper, counts.clone());
  }
}
