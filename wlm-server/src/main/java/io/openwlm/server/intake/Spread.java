package io.openwlm.server.intake;

/**
 * Turns counts of buckets back into response times: those of a bucket are spread evenly over its
 * width, as Prometheus assumes for its quantiles. The error of each is at most the width of its
 * bucket. What lies above the last bound counts as that bound, so long times look shorter than they
 * were. At most {@value #MAX} times are handed on at once; more count as lost.
 */
final class Spread {
  static final long MAX = 1_000_000;

  private final SourceTally tally;
  private final String serviceClass;
  private long room = MAX;

  Spread(SourceTally tally, String serviceClass) {
    this.tally = tally;
    this.serviceClass = serviceClass;
  }

  /**
   * Hands on a bucket.
   *
   * @param fromNanos its lower bound
   * @param toNanos its upper bound; infinite for the last
   */
  void bucket(double fromNanos, double toNanos, long count) {
    double low = Math.clamp(fromNanos, 0, LogFormat.MAX_NANOS);
    double high = Math.clamp(toNanos, low, LogFormat.MAX_NANOS);
    double width = Double.isInfinite(toNanos) ? 0 : high - low;
    long n = Math.min(count, room);
    for (long i = 0; i < n; i++) {
      tally.ended(serviceClass, Math.round(low + width * (i + 0.5) / n));
    }
    room -= n;
    if (count > n) {
      tally.lost(serviceClass, count - n);
    }
  }
}
