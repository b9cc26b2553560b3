package io.openwlm.sysplex;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.CoupleDataSet;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.sysplex.StoreFiles.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A couple data set in a directory of one system. Everything is one append-only log; a change is
 * acknowledged when its line is on the disk. One process writes at a time.
 *
 * <p>Invariant: the memory's picture is exactly what a reader of the log's first {@code end} bytes
 * gets. After a failed write that could not be taken back, nothing more is written until the log is
 * opened and checked anew.
 */
public final class EmbeddedCoupleDataSet implements CoupleDataSet, AutoCloseable {
  static final String LOG = "couple.log";
  static final String LOCK = "lock";
  static final String FRESH = "couple.log.new";

  /** What was cut off at the end of a log, for whoever wants to look. */
  static final String TORN = "couple.log.torn";

  private final StoreFiles files;
  private final @Nullable AutoCloseable lock;
  private final Limits limits;
  private final List<String> notes = new ArrayList<>();
  private StoreFile file;
  private List<LogScan.Found> revisions;
  private List<ActivationEntry> activations;
  private long records;
  private String last;
  private long end;
  private long trimAtBytes;
  private @Nullable String broken;

  /**
   * How much is kept. The newest revision, the active one and the one to fall back to are kept
   * always.
   *
   * @param revisions that are kept at least
   * @param activations that are kept at least
   * @param bytes above which older revisions go earlier
   */
  public record Limits(int revisions, int activations, long bytes) {
    public static final Limits NORMAL = new Limits(1000, 1000, 64L << 20);
  }

  private EmbeddedCoupleDataSet(
      StoreFiles files, @Nullable AutoCloseable lock, Limits limits, StoreFile file)
      throws IOException {
    this.files = files;
    this.lock = lock;
    this.limits = limits;
    this.file = file;
    LogScan.Result found = LogScan.of(file, files.describe(LOG));
    revisions = new ArrayList<>(found.revisions());
    activations = new ArrayList<>(found.activations());
    records = found.records();
    last = found.last();
    end = found.end();
    trimAtBytes = limits.bytes();
    if (found.torn() != null) {
      cutOff(found.torn());
    }
    if (records == 0) {
      write(new LogRecord.Format(LogRecord.Format.VERSION, ""));
    }
  }

  /**
   * Opens the couple data set in a directory, or makes a new one there.
   *
   * @throws StoreFailure if another process has it, or it is damaged, or cannot be read or written;
   *     nothing is changed then
   */
  public static EmbeddedCoupleDataSet open(Path directory) {
    return open(directory, Limits.NORMAL);
  }

  static EmbeddedCoupleDataSet open(Path directory, Limits limits) {
    try {
      StoreFiles files = DiskFiles.writable(directory);
      StoreLock lock = StoreLock.take(directory, LOCK);
      try {
        return open(files, lock, limits);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreFailure(
          "the couple data set in "
              + directory
              + " cannot be used: "
              + e.getMessage()
              + ". Correct that and start again; the directory belongs to the user that wlmd runs as",
          e);
    }
  }

  /** Opens it on other files, for tests. */
  static EmbeddedCoupleDataSet open(StoreFiles files, @Nullable AutoCloseable lock, Limits limits)
      throws IOException {
    if (files.exists(FRESH)) {
      files.delete(FRESH); // a log that was being written anew when the process ended
    }
    StoreFile file = files.exists(LOG) ? files.open(LOG) : files.create(LOG);
    try {
      files.force();
      return new EmbeddedCoupleDataSet(files, lock, limits, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** What was found when it was opened, for the log, each with its message id; often empty. */
  public synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  /** Cuts off what is not sound at the end, after a copy of it. */
  private void cutOff(String what) throws IOException {
    long size = file.size();
    int length = (int) Math.min(size - end, LogLine.MAX_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, end + bytes.position()) > 0) {
      // until it is all there
    }
    files.delete(TORN);
    try (StoreFile copy = files.create(TORN)) {
      copy.write(bytes.flip(), 0);
      copy.force();
    }
    file.truncate(end);
    file.force();
    notes.add(
        "WLM0831W "
            + files.describe(LOG)
            + ": "
            + what
            + "; it was not finished and is dropped, the state of record "
            + records
            + " counts. The bytes are kept in "
            + files.describe(TORN));
  }

  @Override
  public synchronized List<StoredRevision> revisions() {
    return revisions.reversed().stream().map(LogScan.Found::revision).toList();
  }

  @Override
  public synchronized Optional<StoredRevision> newest() {
    return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast().revision());
  }

  @Override
  public synchronized List<ActivationEntry> activations() {
    return List.copyOf(activations.reversed());
  }

  @Override
  public synchronized Optional<ActivationEntry> activation() {
    return activations.isEmpty() ? Optional.empty() : Optional.of(activations.getLast());
  }

  @Override
  public synchronized Optional<String> text(long revision) {
    for (LogScan.Found found : revisions) {
      if (found.revision().number() == revision) {
        return Optional.of(textOf(found));
      }
    }
    return Optional.empty();
  }

  private String textOf(LogScan.Found found) {
    try {
      return StoredText.of(file, found);
    } catch (IOException e) {
      throw new StoreFailure(
          files.describe(LOG)
              + ": revision "
              + found.revision().number()
              + " at byte "
              + found.offset()
              + " cannot be read any more: "
              + e.getMessage()
              + ". Check the disk; restore a snapshot if it stays so",
          e);
    }
  }

  @Override
  public synchronized boolean append(StoredRevision revision, String text) {
    StoredRevision newest = revisions.isEmpty() ? null : revisions.getLast().revision();
    long next = newest == null ? 1 : newest.number() + 1;
    String hash = newest == null ? StoredRevision.NONE : newest.hash();
    if (revision.number() != next || !revision.previousHash().equals(hash)) {
      return false;
    }
    if (!revision.holds(text)) {
      throw new IllegalArgumentException("the hash of the revision is not that of the text");
    }
    long at = end;
    int length = write(new LogRecord.Installed(revision, text));
    revisions.add(new LogScan.Found(revision, at, length - 1));
    trim();
    return true;
  }

  @Override
  public synchronized boolean record(ActivationEntry entry) {
    long epoch = activations.isEmpty() ? 0 : activations.getLast().epoch();
    if (entry.epoch() != epoch + 1) {
      return false;
    }
    write(new LogRecord.Activated(entry));
    activations.add(entry);
    trim();
    return true;
  }

  /** Appends a line and brings it to the disk; answers its length. */
  private int write(LogRecord record) {
    if (broken != null) {
      throw new StoreFailure(broken);
    }
    byte[] line = RecordText.write(new RecordText.Placed(records + 1, last, record));
    if (line.length > LogLine.MAX_BYTES) {
      throw new StoreFailure("the definition is too long: " + line.length + " bytes with escapes");
    }
    boolean written = false;
    try {
      file.write(ByteBuffer.wrap(line), end);
      written = true;
      file.force();
    } catch (IOException e) {
      throw failed(e, written);
    }
    records++;
    last = LogLine.hashOf(line, line.length - 1);
    end += line.length;
    return line.length;
  }

  /** After a failed flush nobody knows what is on the disk: no more is written then. */
  private StoreFailure failed(IOException cause, boolean flushing) {
    String what =
        files.describe(LOG)
            + " cannot be written: "
            + cause.getMessage()
            + ". What was acknowledged before is safe";
    boolean takenBack = false;
    try {
      file.truncate(end);
      file.force();
      takenBack = true;
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    if (flushing || !takenBack) {
      broken = what + ". Nothing more is written until wlmd is started again; check the disk first";
    }
    return new StoreFailure(broken != null ? broken : what + ". Make room, then try again", cause);
  }

  /** Writes the log anew without its oldest entries, when it has a quarter too many of them. */
  private void trim() {
    boolean many =
        revisions.size() > limits.revisions() + limits.revisions() / 4
            || activations.size() > limits.activations() + limits.activations() / 4;
    if (!many && end <= trimAtBytes) {
      return;
    }
    try {
      takeOver(FreshLog.write(files, file, limits, revisions, activations, records));
    } catch (IOException e) {
      // The old log is whole and goes on; the next change tries again once it is a quarter longer.
      trimAtBytes = end + end / 4;
      notes.add("WLM0832W " + files.describe(LOG) + " cannot be shortened: " + e.getMessage());
    }
  }

  private void takeOver(FreshLog.Written fresh) throws IOException {
    StoreFile old = file;
    file = fresh.file();
    revisions = new ArrayList<>(fresh.result().revisions());
    activations = new ArrayList<>(fresh.result().activations());
    records = fresh.result().records();
    last = fresh.result().last();
    end = fresh.result().end();
    trimAtBytes = Math.max(limits.bytes(), end + end / 4);
    old.close();
    try {
      files.force();
    } catch (IOException e) {
      broken =
          files.describe(LOG)
              + " was written anew and its name may not be on the disk: "
              + e.getMessage()
              + ". Start wlmd again; check the disk first";
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
      if (lock != null) {
        lock.close();
      }
    } catch (Exception e) {
      throw new StoreFailure(files.describe(LOG) + " cannot be closed: " + e.getMessage(), e);
    }
    broken = "the couple data set is closed";
  }
}
