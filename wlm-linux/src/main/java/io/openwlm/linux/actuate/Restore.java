package io.openwlm.linux.actuate;

import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Undoes what a journal tells: values first, then moved processes, then groups that were made, then
 * controllers that were enabled. What could not be undone, and lines that were refused, stay in the
 * journal.
 */
public final class Restore {
  private final KernelFs fs;
  private final ProcessTable processes;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<JournalEntry> kept = new ArrayList<>();

  private Restore(KernelFs fs) {
    this.fs = fs;
    processes = new ProcessTable(fs);
  }

  /**
   * Restores without a daemon; the caller holds the state directory's lock. Without a journal there
   * is nothing to do.
   *
   * @throws IOException if the journal cannot be read
   */
  public static ActuationReport run(KernelFs fs, Path journalFile) throws IOException {
    if (!Files.exists(journalFile, LinkOption.NOFOLLOW_LINKS)) {
      return ActuationReport.NOTHING;
    }
    try (RestoreJournal journal = RestoreJournal.open(journalFile)) {
      return run(fs, journal);
    }
  }

  /** Restores from an open journal, which afterwards holds only what is still to be undone. */
  static ActuationReport run(KernelFs fs, RestoreJournal journal) {
    return run(fs, journal, _ -> true);
  }

  /** Restores some entries of an open journal; it keeps all others. */
  static ActuationReport run(KernelFs fs, RestoreJournal journal, Predicate<JournalEntry> which) {
    Restore restore = new Restore(fs);
    List<JournalEntry> undone = new ArrayList<>();
    for (JournalEntry entry : journal.entries()) {
      (which.test(entry) ? undone : restore.kept).add(entry);
    }
    if (undone.isEmpty() && journal.refused().isEmpty()) {
      return ActuationReport.NOTHING;
    }
    for (RestoreJournal.RefusedLine line : journal.refused()) {
      restore.add("restore.journal line " + line.number(), "", "", Result.REFUSED, line.reason());
    }
    restore.undo(undone);
    try {
      journal.retain(restore.kept);
    } catch (IOException e) {
      restore.add(
          "restore.journal", "", "", Result.REFUSED, "cannot be rewritten: " + e.getMessage());
    }
    return new ActuationReport(restore.outcomes);
  }

  private void undo(List<JournalEntry> entries) {
    Set<String> moved = new HashSet<>();
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Original original) {
        undo(original);
      }
    }
    for (JournalEntry entry : entries) {
      // The first move of a process tells where it came from.
      if (entry instanceof JournalEntry.Moved move
          && moved.add(move.root() + " " + move.pid() + " " + move.startTicks())) {
        undo(move);
      }
    }
    for (JournalEntry entry : entries.reversed()) {
      if (entry instanceof JournalEntry.Made made) {
        undo(made);
      }
    }
    for (JournalEntry entry : entries.reversed()) {
      if (entry instanceof JournalEntry.Enabled enabled) {
        undo(enabled);
      }
    }
  }

  private void undo(JournalEntry.Original entry) {
    int slash = entry.path().lastIndexOf('/');
    SettingFile file = SettingFile.named(entry.path().substring(slash + 1)).orElseThrow();
    String wanted = file.format(entry.value());
    if (fs.inode(entry.root(), entry.path().substring(0, slash)) != entry.inode()) {
      add(entry.path(), wanted, "", Result.VANISHED, "the control group is gone");
      return;
    }
    KernelAnswer now = fs.read(entry.root(), entry.path());
    if (now instanceof KernelAnswer.Value(String text) && file.parse(text) == entry.value()) {
      add(entry.path(), wanted, wanted, Result.UNCHANGED, "");
      return;
    }
    KernelAnswer written = fs.write(entry.root(), entry.path(), wanted + "\n");
    if (!(written instanceof KernelAnswer.Value)) {
      refused(entry, entry.path(), wanted, written);
      return;
    }
    KernelAnswer after = fs.read(entry.root(), entry.path());
    String actual = after instanceof KernelAnswer.Value(String text) ? text.strip() : "";
    if (file.parse(actual) == entry.value()) {
      add(entry.path(), wanted, wanted, Result.APPLIED, "");
    } else {
      kept.add(entry);
      add(entry.path(), wanted, actual, Result.REFUSED, "the kernel kept another value");
    }
  }

  private void undo(JournalEntry.Moved entry) {
    String target = "process " + entry.pid() + " in " + hierarchy(entry.root());
    if (processes.startTicks(entry.pid()) != entry.startTicks()) {
      add(target, entry.from(), "", Result.VANISHED, "the process has ended");
      return;
    }
    String base = entry.from().equals("/") ? "" : entry.from();
    KernelAnswer written = fs.write(entry.root(), base + "/cgroup.procs", entry.pid() + "\n");
    if (written instanceof KernelAnswer.Value) {
      add(target, entry.from(), entry.from(), Result.APPLIED, "moved back");
    } else if (written instanceof KernelAnswer.Vanished) {
      add(target, entry.from(), "", Result.VANISHED, "the group it came from is gone");
    } else {
      refused(entry, target, entry.from(), written);
    }
  }

  private void undo(JournalEntry.Made entry) {
    String target = entry.path() + " in " + hierarchy(entry.root());
    if (fs.inode(entry.root(), entry.path()) != entry.inode()) {
      add(target, "removed", "removed", Result.UNCHANGED, "it is gone");
      return;
    }
    KernelAnswer removed = fs.removeDirectory(entry.root(), entry.path());
    if (removed instanceof KernelAnswer.Value) {
      add(target, "removed", "removed", Result.APPLIED, "");
    } else {
      refused(entry, target, "removed", removed);
    }
  }

  private void undo(JournalEntry.Enabled entry) {
    String change = "-" + entry.controller();
    KernelAnswer written = fs.write(entry.root(), entry.path(), change + "\n");
    if (written instanceof KernelAnswer.Value) {
      add(entry.path(), change, change, Result.APPLIED, "");
    } else {
      refused(entry, entry.path(), change, written);
    }
  }

  private void refused(JournalEntry entry, String target, String wanted, KernelAnswer answer) {
    if (answer instanceof KernelAnswer.Vanished) {
      add(target, wanted, "", Result.VANISHED, "");
      return;
    }
    kept.add(entry);
    add(target, wanted, "", Result.REFUSED, answer.brief());
  }

  private static String hierarchy(KernelRoot root) {
    return root == KernelRoot.CGROUP2 ? "cgroup2" : "the v1 cpu hierarchy";
  }

  private void add(String target, String wanted, String actual, Result result, String detail) {
    outcomes.add(new Outcome("", target, wanted, actual, result, detail));
  }
}
