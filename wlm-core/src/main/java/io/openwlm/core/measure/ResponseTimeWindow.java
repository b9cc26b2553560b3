package io.openwlm.core.measure;

import io.openwlm.model.measurement.ResponseTimeDistribution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The response times of the last while: a ring of rows, each for a fixed stretch of time. The
 * window is as long as said, less at most one row. A row is made when its stretch first has
 * something to hold and used again from then on, so that silent classes take no memory and busy
 * ones allocate nothing.
 */
final class ResponseTimeWindow {
  private static final int ROWS = 15;

  private final long rowNanos;
  private final @Nullable ResponseTimeDistribution[] rows = new ResponseTimeDistribution[ROWS];

  /** Which stretch of time a row holds, counted from the origin of the clock. */
  private final long[] stretch = new long[ROWS];

  /**
   * @param lengthNanos how far the window looks back
   */
  ResponseTimeWindow(long lengthNanos) {
    rowNanos = lengthNanos / ROWS;
    Arrays.fill(stretch, Long.MIN_VALUE);
  }

  /** Adds transactions that ended until now. */
  void add(ResponseTimeDistribution ended, long nowNanos) {
    if (ended.count() == 0) {
      return;
    }
    long now = Math.floorDiv(nowNanos, rowNanos);
    int i = Math.floorMod(now, ROWS);
    ResponseTimeDistribution row = rows[i];
    if (row == null) {
      rows[i] = ended.copy();
    } else {
      if (stretch[i] != now) {
        row.clear();
      }
      row.add(ended);
    }
    stretch[i] = now;
  }

  /** Adds everything in the window to another distribution. */
  void addTo(ResponseTimeDistribution total, long nowNanos) {
    long now = Math.floorDiv(nowNanos, rowNanos);
    for (int i = 0; i < ROWS; i++) {
      ResponseTimeDistribution row = rows[i];
      if (row != null && stretch[i] > now - ROWS && stretch[i] <= now) {
        total.add(row);
      }
    }
  }
}
