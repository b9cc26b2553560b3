package io.openwlm.simulator.model;

/**
 * What ended, per class: response times for the yardstick of the run and, if somebody asks for
 * them, those that have not been reported to the manager yet.
 */
final class Endings implements EndSink {
  /** Response times since the last row, per class. */
  final LongList[] row;

  /** Response times not yet reported that are of rows that have ended, per class. */
  private final LongList[] unreported;

  /** Response times since the last row that were reported, per class. */
  private final int[] reported;

  /** Jobs and transactions that ended since the last row, per class. */
  final long[] completions;

  private final boolean reporting;

  /**
   * @param reporting false: nobody calls {@link #unreported}
   */
  Endings(int classes, boolean reporting) {
    this.reporting = reporting;
    row = new LongList[classes];
    unreported = new LongList[classes];
    reported = new int[classes];
    completions = new long[classes];
    for (int i = 0; i < classes; i++) {
      row[i] = new LongList();
      unreported[i] = new LongList();
    }
  }

  @Override
  public void ended(Source source, int period, long arrivedNanos, long endedNanos) {
    int of = source.transactionClass(period);
    if (of >= 0) {
      completions[of]++;
      row[of].add(endedNanos - arrivedNanos);
    } else if (source.groupClass >= 0) {
      completions[source.groupClass + period]++;
    }
  }

  /** Response times of a class not reported before; the caller clears them when they are. */
  LongList unreported(int i) {
    unreported[i].addAll(row[i], reported[i]);
    reported[i] = row[i].size();
    return unreported[i];
  }

  /** The row ends: from here to {@link #clearRow} its times may be put into another order. */
  void endRow() {
    for (int i = 0; reporting && i < row.length; i++) {
      unreported(i);
    }
  }

  void clearRow() {
    for (int i = 0; i < row.length; i++) {
      row[i].clear();
      reported[i] = 0;
      completions[i] = 0;
    }
  }
}
