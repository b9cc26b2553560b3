package io.openwlm.linux.actuate;

import io.openwlm.core.port.Actuator;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.ClassSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes class weights to control groups. A class's weight is divided among its groups, so that the
 * class as a whole competes with it. No file is written before its original value is on disk; a
 * value that somebody else set is left alone for a while, with the whole class.
 */
public final class CgroupActuator implements Actuator {
  /** How long a class is left alone after somebody else changed one of its values. */
  public static final long DEFAULT_BACK_OFF_NANOS = 600_000_000_000L;

  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final ClassGroups groups;
  private final RestoreJournal journal;
  private final long backOffNanos;

  /** Groups whose original is on disk. */
  private final Map<Group, Boolean> noted = new HashMap<>();

  /** What this run wrote or accepted last, in the kernel's unit. */
  private final Map<Group, Long> lastWritten = new HashMap<>();

  private final @Nullable Long[] leftAloneUntil;

  /**
   * @param backOffNanos how long a class with a foreign value is left alone, 0 or more
   */
  public CgroupActuator(
      KernelFs fs,
      CpuHierarchy hierarchy,
      ClassGroups groups,
      RestoreJournal journal,
      long backOffNanos) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.groups = groups;
    this.journal = journal;
    this.backOffNanos = backOffNanos;
    leftAloneUntil = new Long[groups.classes()];
    noteEarlierOriginals();
  }

  @Override
  public ActuationReport apply(ActuationPlan plan, long nowNanos) {
    forgetGoneGroups();
    List<Outcome> outcomes = new ArrayList<>();
    for (ActuationPlan.Write write : plan.writes()) {
      applyToClass(write, nowNanos, outcomes);
    }
    return new ActuationReport(outcomes);
  }

  private void applyToClass(ActuationPlan.Write write, long nowNanos, List<Outcome> outcomes) {
    List<Group> members = groups.groups(write.classIndex());
    if (members.isEmpty()) {
      String wanted = Long.toString(write.value());
      outcomes.add(
          new Outcome(write.serviceClass(), "", wanted, "", Result.VANISHED, "no control group"));
      return;
    }
    Long until = leftAloneUntil[write.classIndex()];
    boolean leftAlone = until != null && nowNanos - until < 0;
    if (until != null && !leftAlone) {
      // Once more: what is there now is accepted as the starting point.
      leftAloneUntil[write.classIndex()] = null;
      members.forEach(lastWritten::remove);
    }
    for (int i = 0; i < members.size(); i++) {
      long wanted = hierarchy.toKernel(part((int) write.value(), members.size(), i));
      Target target =
          new Target(write.serviceClass(), members.get(i), file(members.get(i)), wanted);
      Outcome outcome =
          leftAlone
              ? target.outcome("", Result.FOREIGN_WRITER, "left alone after a foreign change")
              : applyToGroup(target);
      outcomes.add(outcome);
      if (outcome.result() == Result.FOREIGN_WRITER && !leftAlone) {
        leftAloneUntil[write.classIndex()] = nowNanos + backOffNanos;
        leftAlone = true;
      }
    }
  }

  private Outcome applyToGroup(Target target) {
    Group group = target.group;
    if (fs.inode(hierarchy.root(), group.path()) != group.inode()) {
      return target.outcome("", Result.VANISHED, "the control group is gone");
    }
    KernelAnswer before = fs.read(hierarchy.root(), target.file);
    if (!(before instanceof KernelAnswer.Value(String text))) {
      return target.refused(before);
    }
    long found = KernelText.parse(text);
    String actual = text.strip();
    if (!hierarchy.isKernelValue(found)) {
      return target.outcome(actual, Result.REFUSED, "not a value that can be put back");
    }
    if (found == target.wanted) {
      lastWritten.put(group, found);
      return target.outcome(actual, Result.UNCHANGED, "");
    }
    Long ours = lastWritten.get(group);
    if (ours != null && ours != found) {
      return target.outcome(
          actual, Result.FOREIGN_WRITER, "was " + ours + ", somebody else wrote " + found);
    }
    try {
      noteOriginal(group, found);
    } catch (IOException e) {
      return target.outcome(
          actual, Result.REFUSED, "cannot note the original value: " + e.getMessage());
    }
    KernelAnswer written =
        fs.write(hierarchy.root(), target.file, Long.toString(target.wanted) + "\n");
    if (!(written instanceof KernelAnswer.Value)) {
      return target.refused(written);
    }
    return readBack(target);
  }

  private Outcome readBack(Target target) {
    KernelAnswer after = fs.read(hierarchy.root(), target.file);
    if (!(after instanceof KernelAnswer.Value(String text))) {
      return target.refused(after);
    }
    String actual = text.strip();
    if (KernelText.parse(text) != target.wanted) {
      return target.outcome(actual, Result.REFUSED, "the kernel kept another value");
    }
    lastWritten.put(target.group, target.wanted);
    return target.outcome(actual, Result.APPLIED, "");
  }

  /** One group's part of a class's weight: parts differ by at most 1 and are at least 1. */
  static int part(int weight, int count, int index) {
    return Math.max(1, weight / count + (index < weight % count ? 1 : 0));
  }

  @Override
  public List<ClassSettings> settings() {
    List<ClassSettings> settings = new ArrayList<>(groups.classes());
    for (int i = 0; i < groups.classes(); i++) {
      int sum = 0;
      for (Group group : groups.groups(i)) {
        if (fs.read(hierarchy.root(), file(group)) instanceof KernelAnswer.Value(String text)
            && KernelText.parse(text) != KernelText.NONE) {
          sum += hierarchy.toWeight(KernelText.parse(text));
        }
      }
      settings.add(ClassSettings.ofCpu(Math.min(sum, 10_000)));
    }
    return settings;
  }

  @Override
  public boolean isAdopted(int classIndex) {
    for (Group group : groups.groups(classIndex)) {
      if (Boolean.TRUE.equals(noted.get(group))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ActuationReport release(long nowNanos) {
    var carried = new HashSet<Group>();
    for (int i = 0; i < groups.classes(); i++) {
      carried.addAll(groups.groups(i));
    }
    ActuationReport report =
        Restore.run(
            fs,
            journal,
            entry ->
                entry instanceof JournalEntry.Original(var root, var path, var inode, var _)
                    && root == hierarchy.root()
                    && !carried.contains(
                        new Group(path.substring(0, path.lastIndexOf('/')), inode)));
    noted.keySet().retainAll(carried);
    return report;
  }

  @Override
  public ActuationReport restore(long nowNanos) {
    lastWritten.clear();
    noted.clear();
    ActuationReport report = Restore.run(fs, journal);
    noteEarlierOriginals();
    return report;
  }

  private void noteEarlierOriginals() {
    for (JournalEntry entry : journal.entries()) {
      if (entry instanceof JournalEntry.Original(var root, var path, var inode, var _)
          && root == hierarchy.root()) {
        String group = path.substring(0, path.lastIndexOf('/'));
        noted.put(new Group(group, inode), journal.isFromEarlierRun(entry));
      }
    }
  }

  private void noteOriginal(Group group, long value) throws IOException {
    if (!noted.containsKey(group)) {
      journal.append(
          List.of(new JournalEntry.Original(hierarchy.root(), file(group), group.inode(), value)));
      noted.put(group, false);
    }
  }

  /** Keeps the memory bounded by the groups there are. */
  private void forgetGoneGroups() {
    var known = new HashSet<Group>();
    for (int i = 0; i < groups.classes(); i++) {
      known.addAll(groups.groups(i));
    }
    lastWritten.keySet().retainAll(known);
  }

  private String file(Group group) {
    return group.path() + "/" + hierarchy.weightFile();
  }

  /** One file to write, and how to tell what became of it. */
  private record Target(String serviceClass, Group group, String file, long wanted) {
    Outcome outcome(String actual, Result result, String detail) {
      return new Outcome(serviceClass, file, Long.toString(wanted), actual, result, detail);
    }

    Outcome refused(KernelAnswer answer) {
      return answer instanceof KernelAnswer.Vanished
          ? outcome("", Result.VANISHED, "the control group is gone")
          : outcome("", Result.REFUSED, answer.brief());
    }
  }
}
