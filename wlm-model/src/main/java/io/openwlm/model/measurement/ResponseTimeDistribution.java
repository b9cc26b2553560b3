package io.openwlm.model.measurement;

/**
 * Response times of ended transactions, counted in buckets around the goal, with room for
 * transactions still running. The bounds are those of the 14 RMF buckets (50 % to 400 % of the goal
 * and above; z/OS Workload Activity report) with finer ones below and above them, so that RMF's
 * counts are exact sums of these.
 *
 * <p>Not thread-safe: one writer at a time.
 */
public final class ResponseTimeDistribution {
  /** Upper bounds in percent of the goal; the last bucket is open. */
  private static final int[] BOUND_PERCENT = {
    1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150,
    175, 200, 250, 300, 400, 600, 800, 1200, 1600, 2400, 3200, 6400, 12800
  };

  private static final int[] RMF_BOUND_PERCENT = {
    50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 200, 400
  };

  private final long goalNanos;
  private final GoalBuckets buckets;
  private final long[] counts = new long[BOUND_PERCENT.length + 1];
  private long count;
  private double sumNanos;
  private double sumSquares;
  private long maxNanos;

  /**
   * An empty distribution.
   *
   * @param goalNanos the goal that the buckets lie around, above 0
   */
  public ResponseTimeDistribution(long goalNanos) {
    if (goalNanos <= 0) {
      throw new IllegalArgumentException("goal must be above 0: " + goalNanos);
    }
    this.goalNanos = goalNanos;
    buckets = new GoalBuckets(goalNanos, BOUND_PERCENT);
  }

  private ResponseTimeDistribution(long goalNanos, GoalBuckets buckets) {
    this.goalNanos = goalNanos;
    this.buckets = buckets;
  }

  public long goalNanos() {
    return goalNanos;
  }

  /** Counts one transaction; a negative time counts as 0. Allocates nothing. */
  public void record(long responseNanos) {
    record(responseNanos, 1);
  }

  /**
   * Counts the first {@code n} of some transactions: the same as one by one, for less time.
   * Allocates nothing.
   */
  public void record(long[] responseNanos, int n) {
    double sum = sumNanos;
    double squares = sumSquares;
    long max = maxNanos;
    for (int i = 0; i < n; i++) {
      long nanos = Math.max(0, responseNanos[i]);
      counts[buckets.of(nanos)]++;
      sum += (double) nanos;
      squares += (double) nanos * nanos;
      max = Math.max(max, nanos);
    }
    count += n;
    sumNanos = sum;
    sumSquares = squares;
    maxNanos = max;
  }

  /** Counts {@code n} transactions of one response time. */
  public void record(long responseNanos, long n) {
    long nanos = Math.max(0, responseNanos);
    counts[buckets.of(nanos)] += n;
    count += n;
    sumNanos += (double) nanos * n;
    sumSquares += (double) nanos * nanos * n;
    maxNanos = Math.max(maxNanos, nanos);
  }

  /** Adds everything that another distribution around the same goal holds. */
  public void add(ResponseTimeDistribution other) {
    if (other.goalNanos != goalNanos) {
      throw new IllegalArgumentException("distributions lie around different goals");
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    sumNanos += other.sumNanos;
    sumSquares += other.sumSquares;
    maxNanos = Math.max(maxNanos, other.maxNanos);
  }

  public void clear() {
    java.util.Arrays.fill(counts, 0);
    count = 0;
    sumNanos = 0;
    sumSquares = 0;
    maxNanos = 0;
  }

  public ResponseTimeDistribution copy() {
    // The bounds never change: copies share the buckets.
    ResponseTimeDistribution copy = new ResponseTimeDistribution(goalNanos, buckets);
    copy.add(this);
    return copy;
  }

  public long count() {
    return count;
  }

  public long maxNanos() {
    return maxNanos;
  }

  /** Sum of all times in nanoseconds. */
  public double sumNanos() {
    return sumNanos;
  }

  /** Sum of the squares of all times, in nanoseconds squared. */
  public double sumSquares() {
    return sumSquares;
  }

  /** Mean in nanoseconds, 0 if empty. */
  public double meanNanos() {
    return count == 0 ? 0 : sumNanos / count;
  }

  /**
   * The response time within which {@code percentile} percent of the transactions ended,
   * interpolated inside its bucket and never above the longest one seen.
   *
   * @return nanoseconds, 0 if empty
   */
  public long percentileNanos(double percentile) {
    if (count == 0) {
      return 0;
    }
    double need = Math.clamp(percentile, 0, 100) / 100 * count;
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= need) {
        long lower = i == 0 ? 0 : buckets.boundNanos(i - 1);
        long upper = i == buckets.bounds() ? maxNanos : Math.min(buckets.boundNanos(i), maxNanos);
        double inside = Math.max(0, need - below) / counts[i];
        return lower + Math.round((Math.max(lower, upper) - lower) * inside);
      }
      below += counts[i];
    }
    return maxNanos;
  }

  /** Percent (0 to 100) of the transactions that ended within the goal; 100 if empty. */
  public double percentWithinGoal() {
    if (count == 0) {
      return 100;
    }
    long within = 0;
    for (int i = 0; i < BOUND_PERCENT.length && BOUND_PERCENT[i] <= 100; i++) {
      within += counts[i];
    }
    return 100.0 * within / count;
  }

  /** Upper bounds of the 14 RMF buckets but the last, in nanoseconds, rising. */
  public long[] rmfBoundsNanos() {
    long[] bounds = new long[RMF_BOUND_PERCENT.length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Math.round(goalNanos * (RMF_BOUND_PERCENT[i] / 100.0));
    }
    return bounds;
  }

  /** The counts of the 14 RMF buckets: at most 50, 60, ... 150, 200, 400 % of the goal, above. */
  public long[] rmfCounts() {
    long[] rmf = new long[RMF_BOUND_PERCENT.length + 1];
    for (int i = 0; i < counts.length; i++) {
      int k = 0;
      while (k < RMF_BOUND_PERCENT.length
          && (i == BOUND_PERCENT.length || BOUND_PERCENT[i] > RMF_BOUND_PERCENT[k])) {
        k++;
      }
      rmf[k] += counts[i];
    }
    return rmf;
  }
}
