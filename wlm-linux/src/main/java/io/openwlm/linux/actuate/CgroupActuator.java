package io.openwlm.linux.actuate;

import io.openwlm.core.port.Actuator;
import io.openwlm.linux.actuate.GroupWriter.Target;
import io.openwlm.linux.actuate.Originals.Place;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.CgroupPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the settings of classes to control groups. A class's value is divided among its groups, so
 * that the class as a whole competes with it. No file is written before its original value is on
 * disk; a value that somebody else set is left alone for a while, with the whole class.
 */
public final class CgroupActuator implements Actuator {
  /** How long a class is left alone after somebody else changed one of its values. */
  public static final long DEFAULT_BACK_OFF_NANOS = 600_000_000_000L;

  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final ClassGroups groups;
  private final RestoreJournal journal;
  private final long backOffNanos;
  private final Originals originals;
  private final GroupWriter writer;
  private final ClassControls controls;
  private final ProtectionPath protection;
  private final LimitParts limitParts;
  private final @Nullable Long[] leftAloneUntil;

  /**
   * @param root nothing outside this control group is written
   * @param backOffNanos how long a class with a foreign value is left alone, 0 or more
   */
  public CgroupActuator(
      KernelFs fs,
      CpuHierarchy hierarchy,
      CgroupPath root,
      ClassGroups groups,
      RestoreJournal journal,
      long backOffNanos) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.groups = groups;
    this.journal = journal;
    this.backOffNanos = backOffNanos;
    originals = new Originals(hierarchy.root(), journal);
    writer = new GroupWriter(fs, hierarchy.root(), originals);
    controls = new ClassControls(fs, hierarchy, groups, writer);
    protection = new ProtectionPath(fs, root, groups, writer, originals);
    limitParts = new LimitParts(fs);
    leftAloneUntil = new Long[groups.classes()];
  }

  @Override
  public ActuationReport apply(ActuationPlan plan, long nowNanos) {
    Set<Group> known = known();
    writer.retain(known);
    limitParts.retain(known);
    List<Outcome> outcomes = new ArrayList<>();
    for (ActuationPlan.Write write : plan.writes()) {
      applyToClass(write, nowNanos, outcomes);
    }
    return new ActuationReport(outcomes);
  }

  private void applyToClass(ActuationPlan.Write write, long nowNanos, List<Outcome> outcomes) {
    List<Group> members = groups.groups(write.classIndex());
    Optional<SettingFile> file = controls.file(write.setting());
    if (members.isEmpty() || file.isEmpty()) {
      outcomes.add(impossible(write, members.isEmpty()));
      return;
    }
    Long until = leftAloneUntil[write.classIndex()];
    boolean leftAlone = until != null && nowNanos - until < 0;
    if (until != null && !leftAlone) {
      // Once more: what is there now is accepted as the starting point.
      leftAloneUntil[write.classIndex()] = null;
      writer.forget(members);
    }
    long[] wanted = kernelValues(write, members, file.get());
    if (!leftAlone) {
      noteWanted(write, members, file.get(), wanted);
    }
    for (int i = 0; i < members.size(); i++) {
      Target target =
          new Target(write.serviceClass(), new Place(members.get(i), file.get()), wanted[i]);
      Outcome outcome =
          leftAlone
              ? target.outcome("", Result.FOREIGN_WRITER, "left alone after a foreign change")
              : writer.write(target);
      outcomes.add(outcome);
      if (outcome.result() == Result.FOREIGN_WRITER && !leftAlone) {
        leftAloneUntil[write.classIndex()] = nowNanos + backOffNanos;
        leftAlone = true;
      }
    }
    if (write.setting() == Setting.MEMORY_LOW && !leftAlone) {
      protection.follow(write.serviceClass(), members, outcomes);
    }
  }

  /**
   * The kernel's value for each group of a class. A CPU limit that is lifted becomes what each
   * group had before.
   */
  private long[] kernelValues(ActuationPlan.Write write, List<Group> members, SettingFile file) {
    boolean limit = write.setting() == Setting.CPU_LIMIT;
    boolean lifted = limit && write.value() >= original(write.classIndex()).cpuLimitMicros();
    long[] parts = limit ? limitParts.of(write.value(), members) : new long[0];
    long[] values = new long[members.size()];
    for (int i = 0; i < values.length; i++) {
      Place place = new Place(members.get(i), file);
      long part = limit ? parts[i] : file.part(write.value(), values.length, i);
      long value = writer.toKernel(place, part);
      values[i] = lifted ? originals.value(place, value) : value;
    }
    return values;
  }

  private void noteWanted(
      ActuationPlan.Write write, List<Group> members, SettingFile file, long[] values) {
    long sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += writer.fromKernel(new Place(members.get(i), file), values[i]);
    }
    controls.wants(write.classIndex(), write.setting(), write.value(), sum);
  }

  private static Outcome impossible(ActuationPlan.Write write, boolean noGroup) {
    return new Outcome(
        write.serviceClass(),
        "",
        Long.toString(write.value()),
        "",
        noGroup ? Result.VANISHED : Result.REFUSED,
        noGroup ? "no control group" : "no control of " + write.setting().text());
  }

  @Override
  public List<ClassSettings> settings() {
    List<ClassSettings> settings = new ArrayList<>(groups.classes());
    for (int i = 0; i < groups.classes(); i++) {
      settings.add(controls.settings(i));
    }
    return settings;
  }

  @Override
  public ClassSettings original(int classIndex) {
    return controls.original(classIndex, originals);
  }

  @Override
  public boolean isAdopted(int classIndex) {
    for (Group group : groups.groups(classIndex)) {
      if (originals.isFromEarlierRun(new Place(group, hierarchy.weight()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ActuationReport release(long nowNanos) {
    Set<Group> known = known();
    ActuationReport report =
        Restore.run(
            fs,
            journal,
            entry ->
                entry instanceof JournalEntry.Original(var root, var path, var inode, var _)
                    && root == hierarchy.root()
                    && !known.contains(new Group(path.substring(0, path.lastIndexOf('/')), inode)));
    originals.retain(known);
    return report;
  }

  @Override
  public ActuationReport restore(long nowNanos) {
    writer.forgetAll();
    controls.forgetWanted();
    ActuationReport report = Restore.run(fs, journal);
    originals.readJournal();
    return report;
  }

  /** The groups that classes have now, and those above them whose protection follows theirs. */
  private Set<Group> known() {
    Set<Group> known = new HashSet<>();
    for (int i = 0; i < groups.classes(); i++) {
      known.addAll(groups.groups(i));
    }
    known.addAll(protection.above(known));
    return known;
  }
}
