package io.openwlm.app.top;

import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.TimePoint;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.record.read.History;
import io.openwlm.record.read.RecordArchive;
import io.openwlm.record.smf.BadRecord;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Pictures from records. Keeps those of some hours around the one shown, and reads others when it
 * gets there. Always stands on a picture that exists. For one thread.
 */
public final class Replay implements Pictures {
  private static final long BEFORE_MILLIS = 2 * 3_600_000L;
  private static final long AFTER_MILLIS = 3_600_000L;

  private final RecordArchive archive;
  private final ZoneId zone;
  private History history;
  private int index;

  /** There is nothing to show. */
  public static final class NoRecords extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoRecords(String message) {
      super(message, null, false, false);
    }
  }

  private Replay(RecordArchive archive, ZoneId zone, History history, int index) {
    this.archive = archive;
    this.zone = zone;
    this.history = history;
    this.index = index;
  }

  /**
   * Opens records at a time: at the last picture not later, or at the first one if all are later.
   *
   * @throws NoRecords if there are none around that time
   * @throws IOException if they cannot be read
   */
  public static Replay open(RecordArchive archive, long epochMillis, ZoneId zone)
      throws IOException {
    History history = load(archive, epochMillis);
    if (history.size() == 0) {
      throw new NoRecords(
          "no pictures are recorded in the two hours before "
              + Instant.ofEpochMilli(epochMillis)
              + " and the hour after it");
    }
    return new Replay(archive, zone, history, Math.max(0, history.indexAt(epochMillis)));
  }

  private static History load(RecordArchive archive, long epochMillis) throws IOException {
    return History.load(archive, epochMillis - BEFORE_MILLIS, epochMillis + AFTER_MILLIS);
  }

  @Override
  public BoardMode mode() {
    return BoardMode.REPLAY;
  }

  /** Goes on to the next picture; stays on the last one. */
  @Override
  public ManagerStatus next() {
    return step(1);
  }

  /** True if the last picture of all is shown. */
  public boolean atEnd() {
    return index == history.size() - 1 && !reload(history.epochMillis(index));
  }

  /** The picture that it stands on. */
  public ManagerStatus current() {
    try {
      return history.status(index);
    } catch (BadRecord e) {
      throw new NoRecords(SafeText.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public ManagerStatus step(int intervals) {
    long wanted = (long) index + intervals;
    if (wanted < 0 || wanted >= history.size()) {
      reload(history.epochMillis(index));
      wanted = (long) index + intervals;
    }
    index = Math.clamp(wanted, 0, history.size() - 1);
    return current();
  }

  /** Reads what lies around a picture; true if there are later ones now. */
  private boolean reload(long epochMillis) {
    try {
      History around = load(archive, epochMillis);
      int there = around.indexAt(epochMillis);
      if (there >= 0) {
        history = around;
        index = there;
      }
      return index < history.size() - 1;
    } catch (IOException e) {
      throw new NoRecords("the records cannot be read: " + e.getMessage());
    }
  }

  @Override
  public ManagerStatus goTo(String time) {
    long now = history.epochMillis(history.size() - 1);
    long wanted =
        TimePoint.epochMillis(time, now, zone)
            .orElseThrow(
                () -> new NoRecords("'" + time + "' is no time: 14:30, 2026-11-21T14:30, -10m"));
    try {
      Replay there = open(archive, wanted, zone);
      history = there.history;
      index = there.index;
    } catch (IOException e) {
      throw new NoRecords("the records cannot be read: " + e.getMessage());
    }
    return current();
  }
}
