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
  private final Map<Wanted, Long> wanted = new HashMap<>();
  private Optional<SettingFile> io = Optional.empty();
  private long version = -1;

  private record Wanted(int classIndex, Setting setting) {}

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

  void wants(int classIndex, Setting setting, long value) {
    wanted.put(new Wanted(classIndex, setting), value);
  }

  void forgetWanted() {
    wanted.clear();
  }

  ClassSettings settings(int classIndex) {
    return new ClassSettings(
        (int) Math.max(0, cpuWeight(classIndex)),
        Math.clamp(value(classIndex, Setting.IO_WEIGHT), 0, 10_000),
        Math.max(ClassSettings.NO_CONTROL, value(classIndex, Setting.MEMORY_LOW)));
  }

  /** What the class had before the first write of each setting. */
  ClassSettings original(int classIndex, Originals originals) {
    ClassSettings now = settings(classIndex);
    return new ClassSettings(
        (int) original(classIndex, Setting.CPU_WEIGHT, now, originals),
        (int) original(classIndex, Setting.IO_WEIGHT, now, originals),
        original(classIndex, Setting.MEMORY_LOW, now, originals));
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
      sum += kernel == KernelText.NONE ? 0 : file.get().fromKernel(kernel);
    }
    return Math.min(sum, setting == Setting.MEMORY_LOW ? SettingFile.MEMORY_LOW.max() : 10_000);
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
      long kernel = writer.read(new Place(member, file.get()));
      if (kernel == KernelText.NONE) {
        return KernelText.NONE;
      }
      sum = Math.min(SettingFile.MEMORY_LOW.max(), sum + file.get().fromKernel(kernel));
    }
    Long asked = wanted.get(new Wanted(classIndex, setting));
    return asked != null && sum == rounded(file.get(), asked, members.size()) ? asked : sum;
  }

  /** What a value reads as after it was written to the groups of a class. */
  private static long rounded(SettingFile file, long value, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += file.fromKernel(file.toKernel(file.part(value, count, i)));
    }
    return sum;
  }
}
