package io.openwlm.tokens.journal;

import io.openwlm.core.port.Clock;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.LedgerRecovery;
import io.openwlm.core.token.TokenLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a directory: as it was when the last process that kept it ended, however that was.
 * One process at a time keeps it.
 */
public final class LedgerHome implements AutoCloseable {
  private final TokenLedger ledger;
  private final RecoveryReport report;
  private final FileJournal journal;
  private final @Nullable JournalLock lock;

  private LedgerHome(
      TokenLedger ledger, RecoveryReport report, FileJournal journal, @Nullable JournalLock lock) {
    this.ledger = ledger;
    this.report = report;
    this.journal = journal;
    this.lock = lock;
  }

  /**
   * Reads the ledger of a directory and begins to keep it.
   *
   * @param failed told from another thread: a reason when the journal cannot be written, an empty
   *     text when it can again; must not wait
   * @throws IOException if the directory cannot be used, or another process keeps it
   */
  public static LedgerHome open(
      Path directory, LedgerPlan plan, Clock clock, Consumer<String> failed) throws IOException {
    DirectoryDisk disk = new DirectoryDisk(directory);
    JournalLock lock = JournalLock.take(directory);
    try {
      return open(disk, lock, plan, clock, FileJournal.Settings.DEFAULT, failed);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  static LedgerHome open(
      JournalDisk disk,
      @Nullable JournalLock lock,
      LedgerPlan plan,
      Clock clock,
      FileJournal.Settings settings,
      Consumer<String> failed)
      throws IOException {
    JournalFiles files = new JournalFiles(disk);
    Found found = read(files, plan);
    FileJournal journal =
        new FileJournal(files, settings, listener(failed), found.generation(), found.last());
    TokenLedger ledger =
        found
            .recovery()
            .ledger(journal, clock.nanoTime(), clock.suspendedNanos(), clock.epochMillis());
    RecoveryReport seen = found.report();
    RecoveryReport report =
        new RecoveryReport(
            seen.fresh(),
            seen.records(),
            seen.tornBytes(),
            seen.damages(),
            seen.missing(),
            seen.badSnapshots(),
            found.recovery().losses());
    journal.start(ledger::snapshot);
    return new LedgerHome(ledger, report, journal, lock);
  }

  private static FileJournal.Listener listener(Consumer<String> failed) {
    return new FileJournal.Listener() {
      @Override
      public void failed(String reason) {
        failed.accept(reason.isEmpty() ? "the disk failed" : reason);
      }

      @Override
      public void works() {
        failed.accept("");
      }
    };
  }

  /**
   * @param generation the newest that has a file
   * @param last number of the newest record
   */
  private record Found(
      LedgerRecovery recovery, RecoveryReport report, long generation, long last) {}

  private static Found read(JournalFiles files, LedgerPlan plan) throws IOException {
    Map<Long, String> journals = files.journals();
    List<Map.Entry<Long, String>> snapshots = new ArrayList<>(files.snapshots().entrySet());
    long newest = 0;
    for (long generation : journals.keySet()) {
      newest = Math.max(newest, generation);
    }
    LedgerRecovery recovery = new LedgerRecovery(plan);
    long base = 0;
    int bad = 0;
    for (Map.Entry<Long, String> file : snapshots.reversed()) {
      newest = Math.max(newest, file.getKey());
      byte[] content = base > 0 ? null : files.content(file.getValue());
      if (base == 0 && content != null && recovery.snapshot(content)) {
        base = file.getKey();
      } else if (base == 0) {
        bad++;
        recovery = new LedgerRecovery(plan);
      }
    }
    long last = 0;
    int damages = 0;
    long missing = 0;
    long torn = 0;
    LedgerRecovery into = recovery;
    for (Map.Entry<Long, String> file : journals.entrySet()) {
      if (file.getKey() >= base) {
        byte[] bytes = files.read(file.getValue());
        JournalFrames.Scan scan =
            JournalFrames.scan(bytes, JournalFiles.MAGIC.length, last, into::record);
        damages += scan.damages();
        missing += scan.missing();
        torn += scan.tailBytes();
        last = scan.lastNumber();
      }
    }
    boolean fresh = journals.isEmpty() && snapshots.isEmpty();
    RecoveryReport report =
        new RecoveryReport(fresh, into.records(), torn, damages, missing, bad, 0);
    return new Found(into, report, newest, last);
  }

  public TokenLedger ledger() {
    return ledger;
  }

  /** What was found at the start. */
  public RecoveryReport report() {
    return report;
  }

  /** Brings everything to the disk and lets another process keep it. */
  @Override
  public void close() throws IOException {
    journal.close();
    if (lock != null) {
      lock.close();
    }
  }
}
