package io.openwlm.record.read;

import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.SmfRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What service classes and report classes did over some time: the records of type 72 summed up,
 * period by period. A period whose goal changed meanwhile has a row for each goal.
 */
public final class WorkloadActivity implements RecordVisitor {
  private final Map<Key, Row> rows = new LinkedHashMap<>();
  private final List<Damage> damage = new ArrayList<>();
  private long startEpochMillis = Long.MAX_VALUE;
  private long endEpochMillis;

  /** What is summed up together. */
  private record Key(boolean isReport, ClassActivity.Names names, int period, PeriodGoal goal) {}

  /**
   * A service class period, or a report class.
   *
   * @param isReport true for a report class
   * @param intervals summed up
   * @param looks at the machine in them
   */
  public record Row(
      boolean isReport,
      ClassActivity.Names names,
      int period,
      PeriodGoal goal,
      String group,
      int intervals,
      long looks,
      Counters counters) {}

  @Override
  public void visit(SmfRecord record, Path file, long number, long offset) throws BadRecord {
    if (record.type() == RecordType.ACTIVITY) {
      add(ClassActivity.of(record));
    }
  }

  @Override
  public void damaged(Damage found) {
    damage.add(found);
  }

  /** Adds one interval of one class. */
  void add(ClassActivity activity) {
    long end = activity.endEpochMillis();
    endEpochMillis = Math.max(endEpochMillis, end);
    startEpochMillis = Math.min(startEpochMillis, end - Math.round(activity.seconds() * 1000));
    for (ClassActivity.Period p : activity.periods()) {
      Row row =
          new Row(
              activity.isReport(),
              activity.names(),
              p.number(),
              p.goal(),
              activity.group(),
              1,
              activity.looks(),
              p.counters());
      Key key = new Key(activity.isReport(), activity.names(), p.number(), p.goal());
      rows.merge(key, row, WorkloadActivity::sum);
    }
  }

  private static Row sum(Row a, Row b) {
    return new Row(
        a.isReport(),
        a.names(),
        a.period(),
        a.goal(),
        b.group(),
        a.intervals() + b.intervals(),
        a.looks() + b.looks(),
        a.counters().plus(b.counters()));
  }

  /** In the order in which they first came. */
  public List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** What could not be read. */
  public List<Damage> damage() {
    return List.copyOf(damage);
  }

  /** Start of the first interval; meaningless without rows. */
  public long startEpochMillis() {
    return startEpochMillis;
  }

  /** End of the last interval; 0 without rows. */
  public long endEpochMillis() {
    return endEpochMillis;
  }
}
