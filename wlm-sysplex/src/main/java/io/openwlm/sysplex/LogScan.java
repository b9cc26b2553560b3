package io.openwlm.sysplex;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.sysplex.StoreFiles.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole log and checks it: each line's hash, the chain of lines, the chain of revisions,
 * the epochs. What is damaged at the end was never acknowledged, or cannot be told from that: the
 * state before it counts. Damage with sound records behind it is refused, with its place.
 */
final class LogScan {
  private static final int CHUNK = 64 << 10;

  private final StoreFile file;
  private final String name;
  private final boolean salvaging;
  private final List<Found> revisions = new ArrayList<>();
  private final List<ActivationEntry> activations = new ArrayList<>();
  private long records;
  private String last = StoredRevision.NONE;
  private long end;
  private int lines;
  private @Nullable String torn;

  // One line, as it is read.
  private byte[] line = new byte[CHUNK];
  private int length;
  private boolean tooLong;

  /** A revision, and where its line lies. */
  record Found(StoredRevision revision, long offset, int length) {}

  /**
   * What a log holds.
   *
   * @param revisions oldest first
   * @param activations oldest first
   * @param records lines that are sound
   * @param last hash of the last of them
   * @param end bytes that they take
   * @param torn what is wrong behind them; null if nothing is
   */
  record Result(
      List<Found> revisions,
      List<ActivationEntry> activations,
      long records,
      String last,
      long end,
      @Nullable String torn) {}

  private LogScan(StoreFile file, String name, boolean salvaging) {
    this.file = file;
    this.name = name;
    this.salvaging = salvaging;
  }

  /**
   * Reads a log from its first byte.
   *
   * @param name what messages call it
   * @throws StoreFailure if it is damaged in the middle, or of another format
   * @throws IOException if it cannot be read
   */
  static Result of(StoreFile file, String name) throws IOException {
    return new LogScan(file, name, false).run();
  }

  /** Every revision whose own line is sound, whatever else is damaged; oldest first. */
  static List<Found> salvage(StoreFile file, String name) throws IOException {
    return new LogScan(file, name, true).run().revisions();
  }

  private Result run() throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long at = 0;
    long begin = 0;
    for (int n = file.read(chunk, at); n > 0; n = file.read(chunk.clear(), at)) {
      for (int i = 0; i < n; i++) {
        byte b = chunk.get(i);
        if (b == '\n') {
          line(begin);
          begin = at + i + 1;
          length = 0;
          tooLong = false;
        } else {
          append(b);
        }
      }
      at += n;
    }
    if (length > 0 && torn == null) {
      torn = "its last record, " + (records + 1) + " at byte " + begin + ", is cut off";
    }
    return new Result(List.copyOf(revisions), List.copyOf(activations), records, last, end, torn);
  }

  private void append(byte b) {
    if (length == LogLine.MAX_BYTES) {
      tooLong = true;
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(LogLine.MAX_BYTES, 4 * length));
    }
    line[length++] = b;
  }

  private void line(long begin) {
    lines++;
    boolean sound = !tooLong && LogLine.isSound(line, length);
    if (salvaging) {
      if (sound) {
        collect(begin);
      }
    } else if (torn == null && sound) {
      take(begin);
    } else if (torn == null) {
      torn = "its record " + (records + 1) + " (line " + lines + ", byte " + begin + ") is damaged";
    } else if (sound) {
      throw damaged(torn + ", and sound records stand behind it");
    }
  }

  private void collect(long begin) {
    try {
      if (RecordText.read(line, length).record() instanceof LogRecord.Installed installed) {
        revisions.add(new Found(installed.revision(), begin, length));
      }
    } catch (RecordText.Unfit e) {
      // of another version: not what is looked for
    }
  }

  private void take(long begin) {
    String place = "record " + (records + 1) + " (line " + lines + ", byte " + begin + ")";
    try {
      RecordText.Placed placed = RecordText.read(line, length);
      if (placed.number() != records + 1 || !placed.previous().equals(last)) {
        throw damaged(
            place + " does not follow the one before it: records were taken out or put in");
      }
      check(placed.record(), place);
      switch (placed.record()) {
        case LogRecord.Format _ -> {}
        case LogRecord.Installed installed ->
            revisions.add(new Found(installed.revision(), begin, length));
        case LogRecord.Activated activated -> activations.add(activated.entry());
      }
    } catch (RecordText.Unfit e) {
      throw damaged(place + " cannot be used: " + e.getMessage());
    }
    records++;
    last = LogLine.hashOf(line, length);
    end = begin + length + 1;
  }

  private void check(LogRecord record, String place) {
    switch (record) {
      case LogRecord.Format format -> {
        if (records != 0) {
          throw damaged(place + " begins a log, in the middle of one");
        }
        if (format.version() != LogRecord.Format.VERSION) {
          throw new StoreFailure(
              name
                  + " has format "
                  + format.version()
                  + "; this version of OpenWLM knows format "
                  + LogRecord.Format.VERSION
                  + ". It is left as it is: use the version that wrote it");
        }
      }
      case LogRecord.Installed installed -> {
        if (records == 0 || (!revisions.isEmpty() && !follows(installed.revision()))) {
          throw damaged(place + " breaks the chain of revisions");
        }
      }
      case LogRecord.Activated activated -> {
        if (records == 0
            || (!activations.isEmpty()
                && activated.entry().epoch() != activations.getLast().epoch() + 1)) {
          throw damaged(place + " breaks the order of activations");
        }
      }
    }
  }

  /** A log that was written anew may lack revisions between two others. */
  private boolean follows(StoredRevision now) {
    StoredRevision before = revisions.getLast().revision();
    return now.number() > before.number() + 1
        || (now.number() == before.number() + 1 && now.previousHash().equals(before.hash()));
  }

  private StoreFailure damaged(String what) {
    return new StoreFailure(
        name
            + ": "
            + what
            + ". Nothing was changed. To go on: keep a copy of the directory, then restore a snapshot"
            + " (wlm couple format --force, wlm couple import SNAPSHOT), or see what can still be"
            + " read: wlm couple export --damaged");
  }
}
