package io.openwlm.core.measure;

import io.openwlm.model.measurement.ResponseTimeDistribution;
import java.util.Arrays;

/**
 * The response times of the last while: a ring of rows, each for a fixed stretch of time. The
 * window is as long as said, less at most one row. Adding allocates nothing.
 */
final class ResponseTimeWindow {
  private static final int ROWS = 30;

  private final long rowNanos;
  private final ResponseTimeDistribution[] rows = new ResponseTimeDistribution[ROWS];

  /** Which stretch of time a row holds, counted from the origin of the clock. */
  private final long[] stretch = new long[ROWS];

  /**
   * @param goalNanos the goal that the response times lie around
   * @param lengthNanos how far the window looks back
   */
  ResponseTimeWindow(long goalNanos, long lengthNanos) {
    rowNanos = lengthNanos / ROWS;
    ResponseTimeDistribution empty = new ResponseTimeDistribution(goalNanos);
    for (int i = 0; i < ROWS; i++) {
      rows[i] = empty.copy();
    }
    Arrays.fill(stretch, Long.MIN_VALUE);
  }

  /** Adds transactions that ended until now. */
  void add(ResponseTimeDistribution ended, long nowNanos) {
    long now = Math.floorDiv(nowNanos, rowNanos);
    int row = Math.floorMod(now, ROWS);
    if (stretch[row] != now) {
      rows[row].clear();
      stretch[row] = now;
    }
    rows[row].add(ended);
  }

  /** Adds everything in the window to another distribution. */
  void addTo(ResponseTimeDistribution total, long nowNanos) {
    long now = Math.floorDiv(nowNanos, rowNanos);
    for (int i = 0; i < ROWS; i++) {
      if (stretch[i] > now - ROWS && stretch[i] <= now) {
        total.add(rows[i]);
      }
    }
  }
}
