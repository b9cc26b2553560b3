package io.openwlm.simulator.model;

/**
 * What ended, per class: response times for the yardstick of the run and, if somebody asks for
 * them, those that have not been reported to the manager yet.
 */
final class Endings implements EndSink {
  /** Response times since the last row, per class. */
  final LongList[] row;

  /** Response times not yet reported, per class. */
  final LongList[] unreported;

  /** Jobs and transactions that ended since the last row, per class. */
  final long[] completions;

  private final boolean reporting;

  /**
   * @param reporting false: nobody takes {@link #unreported}
   */
  Endings(int classes, boolean reporting) {
    this.reporting = reporting;
    row = new LongList[classes];
    unreported = new LongList[classes];
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
      if (reporting) {
        unreported[of].add(endedNanos - arrivedNanos);
      }
    } else if (source.groupClass >= 0) {
      completions[source.groupClass + period]++;
    }
  }

  void clearRow() {
    for (int i = 0; i < row.length; i++) {
      row[i].clear();
      completions[i] = 0;
    }
  }
}
