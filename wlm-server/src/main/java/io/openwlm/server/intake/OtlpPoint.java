package io.openwlm.server.intake;

import java.util.Map;
import java.util.TreeMap;

/**
 * A point of a histogram as OTLP has it.
 *
 * @param attributes of the resource and of the point
 * @param cumulative counts since {@code startNanos}, not since the point before
 * @param startNanos when counting began, since 1970; 0 = not told
 * @param unitNanos what the bounds count
 * @param scale of an exponential histogram; {@link #EXPLICIT} for one with explicit bounds
 * @param bounds explicit bounds, rising; empty for an exponential one
 * @param counts by number of the bucket: between bounds, or between powers of the base; empty if
 *     the point has no buckets
 * @param total what the point says without its buckets
 */
record OtlpPoint(
    Map<String, String> attributes,
    boolean cumulative,
    long startNanos,
    double unitNanos,
    int scale,
    java.util.List<Double> bounds,
    TreeMap<Integer, Long> counts,
    Total total) {
  /**
   * All values of a point.
   *
   * @param timeNanos when it was told, since 1970; 0 = not told
   * @param count how many
   * @param sum NaN if it is not told
   */
  record Total(long timeNanos, long count, double sum) {}

  static final int EXPLICIT = Integer.MIN_VALUE;

  /** Number of the bucket of an exponential histogram that holds zeros. */
  static final int ZEROS = Integer.MIN_VALUE;

  double lowerNanos(int bucket) {
    return scale == EXPLICIT
        ? bucket == 0 ? 0 : bounds.get(bucket - 1) * unitNanos
        : bucket == ZEROS ? 0 : power(bucket) * unitNanos;
  }

  double upperNanos(int bucket) {
    return scale == EXPLICIT
        ? bucket == bounds.size() ? Double.POSITIVE_INFINITY : bounds.get(bucket) * unitNanos
        : bucket == ZEROS ? 0 : power(bucket + 1) * unitNanos;
  }

  private double power(int index) {
    return Math.pow(2, index * Math.pow(2, -scale));
  }

  /** The same counts in the wider buckets of a lower scale. */
  OtlpPoint at(int lowerScale) {
    TreeMap<Integer, Long> wider = new TreeMap<>();
    counts.forEach((bucket, n) ->
        wider.merge(
            bucket == ZEROS ? ZEROS : bucket >> Math.min(31, scale - lowerScale), n, Long::sum));
    return new OtlpPoint(
        attributes, cumulative, startNanos, unitNanos, lowerScale, bounds, wider, total);
  }
}
