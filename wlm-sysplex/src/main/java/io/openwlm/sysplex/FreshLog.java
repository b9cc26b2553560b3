package io.openwlm.sysplex;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.sysplex.EmbeddedCoupleDataSet.Limits;
import io.openwlm.sysplex.StoreFiles.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a log anew with what is kept of it, beside the old one, and puts it in its place in one
 * step: whoever reads sees the old log or the new one.
 */
final class FreshLog {
  private final StoreFile to;
  private final List<LogScan.Found> revisions = new ArrayList<>();
  private long records;
  private String last = StoredRevision.NONE;
  private long end;

  /** The new log, open, in its place. */
  record Written(StoreFile file, LogScan.Result result) {}

  private FreshLog(StoreFile to) {
    this.to = to;
  }

  /**
   * Writes what the limits keep.
   *
   * @param revisions oldest first
   * @param activations oldest first
   * @throws IOException if that is not possible; the old log is then as it was
   */
  static Written write(
      StoreFiles files,
      StoreFile from,
      Limits limits,
      List<LogScan.Found> revisions,
      List<ActivationEntry> activations,
      long records)
      throws IOException {
    List<ActivationEntry> lately = last(activations, limits.activations());
    List<LogScan.Found> kept = kept(limits, revisions, activations);
    files.delete(EmbeddedCoupleDataSet.FRESH);
    StoreFile to = files.create(EmbeddedCoupleDataSet.FRESH);
    try {
      FreshLog fresh = new FreshLog(to);
      fresh.add(
          new LogRecord.Format(
              LogRecord.Format.VERSION,
              "written anew after record "
                  + records
                  + ", without "
                  + (revisions.size() - kept.size())
                  + " older revisions"));
      for (LogScan.Found found : kept) {
        long at = fresh.end;
        int length =
            fresh.add(new LogRecord.Installed(found.revision(), StoredText.of(from, found)));
        fresh.revisions.add(new LogScan.Found(found.revision(), at, length - 1));
      }
      for (ActivationEntry entry : lately) {
        fresh.add(new LogRecord.Activated(entry));
      }
      to.force();
      files.replace(EmbeddedCoupleDataSet.LOG, EmbeddedCoupleDataSet.FRESH);
      return new Written(
          to,
          new LogScan.Result(
              List.copyOf(fresh.revisions), lately, fresh.records, fresh.last, fresh.end, null));
    } catch (IOException | RuntimeException e) {
      to.close();
      throw e;
    }
  }

  private int add(LogRecord record) throws IOException {
    byte[] line = RecordText.write(new RecordText.Placed(records + 1, last, record));
    to.write(ByteBuffer.wrap(line), end);
    records++;
    last = LogLine.hashOf(line, line.length - 1);
    end += line.length;
    return line.length;
  }

  /** The newest ones, fewer if they are long, and those that may come in force again. */
  private static List<LogScan.Found> kept(
      Limits limits, List<LogScan.Found> revisions, List<ActivationEntry> activations) {
    Set<Long> needed = new HashSet<>();
    if (!revisions.isEmpty()) {
      needed.add(revisions.getLast().revision().number());
    }
    if (!activations.isEmpty()) {
      ActivationEntry now = activations.getLast();
      needed.add(now.held().revision());
      if (now.pending() != null) {
        needed.add(now.pending().fallback().revision());
      }
    }
    List<LogScan.Found> kept = new ArrayList<>();
    long bytes = 0;
    int count = 0;
    for (LogScan.Found found : revisions.reversed()) {
      bytes += found.length();
      boolean fits = count < limits.revisions() && bytes <= limits.bytes() / 2;
      if (fits || needed.contains(found.revision().number())) {
        kept.add(found);
        count++;
      }
    }
    return List.copyOf(kept.reversed());
  }

  private static <T> List<T> last(List<T> all, int most) {
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }
}
