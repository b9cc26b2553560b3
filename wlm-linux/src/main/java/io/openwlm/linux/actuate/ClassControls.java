package io.openwlm.linux.actuate;

import io.openwlm.linux.actuate.Originals.Place;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.cgroup.IoControl;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which settings the kernel has for a class, and what they are now. A class has a setting if all
 * its groups have the file: the class's value is divided among them. Where the kernel rounds, a
 * value that was written reads as it was wanted, so that nobody writes it again and again.
 */
final class ClassControls {
  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final ClassGroups groups;
  private final GroupWriter writer;
  private final Map<Wanted, Asked> wanted = new HashMap<>();
  private Optional<SettingFile> io = Optional.empty();
  private long version = -1;

  private record Wanted(int classIndex, Setting setting) {}

  /** A value that was asked for, and the sum that its parts read as when they are written. */
  private record Asked(long value, long sum) {}

  ClassControls(KernelFs fs, CpuHierarchy hierarchy, ClassGroups groups, GroupWriter writer) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.groups = groups;
    this.writer = writer;
  }

  /** The file that carries a setting on this machine; empty if none does. */
  Optional<SettingFile> file(Setting setting) {
    boolean unified = hierarchy.root() == KernelRoot.CGROUP2;
    return switch (setting) {
      case CPU_WEIGHT -> Optional.of(hierarchy.weight());
      case IO_WEIGHT -> unified ? ioFile() : Optional.empty();
      case MEMORY_LOW -> unified ? Optional.of(SettingFile.MEMORY_LOW) : Optional.empty();
      case CPU_LIMIT -> Optional.of(hierarchy.limit());
    };
  }

  /** Looked up once per discovery: schedulers of devices change while the daemon runs. */
  private Optional<SettingFile> ioFile() {
    if (version != groups.version()) {
      version = groups.version();
      io = IoControl.of(fs);
    }
    return io;
  }

  /**
   * Notes what is about to be written.
   *
   * @param value of the class
   * @param sum what its parts read as afterwards
   */
  void wants(int classIndex, Setting setting, long value, long sum) {
    wanted.put(new Wanted(classIndex, setting), new Asked(value, Math.min(sum, most(setting))));
  }

  void forgetWanted() {
    wanted.clear();
  }

  ClassSettings settings(int classIndex) {
    return new ClassSettings(
        (int) Math.max(0, cpuWeight(classIndex)),
        Math.clamp(value(classIndex, Setting.IO_WEIGHT), 0, 10_000),
        Math.max(ClassSettings.NO_CONTROL, value(classIndex, Setting.MEMORY_LOW)),
        Math.max(ClassSettings.NO_CONTROL, value(classIndex, Setting.CPU_LIMIT)));
  }

  /** What the class had before the first write of each setting. */
  ClassSettings original(int classIndex, Originals originals) {
    ClassSettings now = settings(classIndex);
    return new ClassSettings(
        (int) original(classIndex, Setting.CPU_WEIGHT, now, originals),
        (int) original(classIndex, Setting.IO_WEIGHT, now, originals),
        original(classIndex, Setting.MEMORY_LOW, now, originals),
        original(classIndex, Setting.CPU_LIMIT, now, originals));
  }

  private long original(int classIndex, Setting setting, ClassSettings now, Originals originals) {
    Optional<SettingFile> file = file(setting);
    if (file.isEmpty() || !now.controls(setting)) {
      return now.value(setting);
    }
    long sum = 0;
    for (Group group : groups.groups(classIndex)) {
      Place place = new Place(group, file.get());
      long kernel = originals.value(place, writer.read(place));
      sum += kernel == KernelText.NONE ? 0 : writer.fromKernel(place, kernel);
    }
    return Math.min(sum, most(setting));
  }

  private static long most(Setting setting) {
    return switch (setting) {
      case CPU_WEIGHT, IO_WEIGHT -> 10_000;
      case MEMORY_LOW -> SettingFile.MEMORY_LOW.max();
      case CPU_LIMIT -> CpuLimit.NONE;
    };
  }

  /** Groups without a weight count nothing: the others still compete. */
  private long cpuWeight(int classIndex) {
    long sum = 0;
    for (Group group : groups.groups(classIndex)) {
      long kernel = writer.read(new Place(group, hierarchy.weight()));
      sum += kernel == KernelText.NONE ? 0 : hierarchy.toWeight(kernel);
    }
    return Math.min(sum, 10_000);
  }

  /** Sum over the groups; {@link KernelText#NONE} if one has no such file. */
  private long value(int classIndex, Setting setting) {
    List<Group> members = groups.groups(classIndex);
    Optional<SettingFile> file = file(setting);
    if (file.isEmpty() || members.isEmpty()) {
      return KernelText.NONE;
    }
    long sum = 0;
    for (Group member : members) {
      Place place = new Place(member, file.get());
      long kernel = writer.read(place);
      if (kernel == KernelText.NONE) {
        return KernelText.NONE;
      }
      sum = Math.min(SettingFile.MEMORY_LOW.max(), sum + writer.fromKernel(place, kernel));
    }
    sum = setting == Setting.CPU_LIMIT ? Math.min(sum, CpuLimit.NONE) : sum;
    Asked asked = wanted.get(new Wanted(classIndex, setting));
    return asked != null && sum == asked.sum ? asked.value : sum;
  }
}
