package io.openwlm.linux.proc;

import io.openwlm.linux.container.ContainerDescription;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The running processes. Kernel threads and zombies are not work and never appear; a process that
 * ends while it is looked at is left out.
 */
public final class ProcessTable {
  /** More processes than any system that fits this design; the rest is not looked at. */
  static final int MAX_PROCESSES = 100_000;

  private final KernelFs fs;
  private final ContainerFacts containers;

  /** Read at the first need; never asked for again. */
  private volatile @Nullable String hostName;

  /** Processes of whose containers nothing is known but the identifier. */
  public ProcessTable(KernelFs fs) {
    this(fs, ContainerFacts.none());
  }

  public ProcessTable(KernelFs fs, ContainerFacts containers) {
    this.fs = fs;
    this.containers = containers;
  }

  /** All processes that can be work, by process id. */
  public List<ProcessInfo> scan() {
    List<ProcessInfo> found = new ArrayList<>();
    if (!(fs.list(KernelRoot.PROC, "/") instanceof KernelAnswer.Names(List<String> names))) {
      return found;
    }
    for (String name : names) {
      long pid = KernelText.parse(name);
      if (pid > 0 && pid <= Integer.MAX_VALUE && found.size() < MAX_PROCESSES) {
        process((int) pid).ifPresent(found::add);
      }
    }
    containers.keepOnly(
        found.stream()
            .map(process -> process.work().get(QualifierType.CONTAINER))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
    return found;
  }

  /** One process; empty if it is gone, a zombie or a kernel thread. */
  public Optional<ProcessInfo> process(int pid) {
    String directory = "/" + pid;
    ProcessStat stat = stat(pid);
    if (stat == null || !stat.isWork() || pid == ProcessStat.KTHREADD) {
      return Optional.empty();
    }
    if (!(fs.read(KernelRoot.PROC, directory + "/cgroup")
        instanceof KernelAnswer.Value(var text))) {
      return Optional.empty();
    }
    ProcessGroups groups = ProcessGroups.parse(text);
    String group = fs.has(KernelRoot.CGROUP1_CPU) ? groups.cpu() : groups.unified();
    String shown =
        groups.cpu().equals("/") || groups.cpu().isEmpty() ? groups.unified() : groups.cpu();
    WorkAttributes work = attributes(pid, stat, shown);
    return Optional.of(
        new ProcessInfo(pid, stat.startTicks(), group, groups.unified(), work, stat.service()));
  }

  private WorkAttributes attributes(int pid, ProcessStat stat, String group) {
    String directory = "/" + pid;
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    // The directory of a process belongs to its effective user and group.
    String user = value(fs.owner(KernelRoot.PROC, directory));
    String unit = ProcessGroups.systemdUnit(group);
    put(known, QualifierType.CGROUP, group.isEmpty() ? null : group);
    put(known, QualifierType.EXECUTABLE, executable(directory));
    put(known, QualifierType.TN, stat.command());
    put(known, QualifierType.UI, user);
    put(known, QualifierType.GROUP, value(fs.group(KernelRoot.PROC, directory)));
    put(known, QualifierType.SYSTEMD_UNIT, unit);
    put(known, QualifierType.SY, hostName());
    String container = ProcessGroups.container(group);
    if (container != null) {
      known.put(QualifierType.CONTAINER, container);
      if (!ProcessGroups.isMadeByUser(group)) {
        ContainerDescription description = containers.describe(container);
        put(known, QualifierType.CONTAINER_IMAGE, description.image());
        put(known, QualifierType.POD_LABEL, description.labels());
      }
    }
    if (!StartedTasks.isStartedTask(pid, unit)) {
      return WorkAttributes.of(SubsystemType.OMVS, pid, known);
    }
    put(known, QualifierType.SPM, StartedTasks.parameter(pid, stat.parent(), group, user));
    return WorkAttributes.of(SubsystemType.STC, pid, known);
  }

  private @Nullable String hostName() {
    String name = hostName;
    if (name == null) {
      String read = value(fs.read(KernelRoot.PROC, "/sys/kernel/hostname"));
      name = read == null ? "" : read.strip();
      hostName = name;
    }
    return name.isEmpty() ? null : name;
  }

  private static void put(
      Map<QualifierType, String> known, QualifierType type, @Nullable String value) {
    if (value != null) {
      known.put(type, value);
    }
  }

  /** When a process started, in clock ticks since boot; {@link KernelText#NONE} if it is gone. */
  public long startTicks(int pid) {
    ProcessStat stat = stat(pid);
    return stat == null ? KernelText.NONE : stat.startTicks();
  }

  /** Clock ticks since boot; {@link KernelText#NONE} if unknown. */
  public long uptimeTicks() {
    if (fs.read(KernelRoot.PROC, "/uptime") instanceof KernelAnswer.Value(String text)) {
      int blank = text.indexOf(' ');
      String seconds = blank < 0 ? text.strip() : text.substring(0, blank);
      int point = seconds.indexOf('.');
      if (point > 0 && seconds.length() == point + 3) {
        return KernelText.parse(seconds.substring(0, point) + seconds.substring(point + 1));
      }
    }
    return KernelText.NONE;
  }

  private @Nullable ProcessStat stat(int pid) {
    return fs.read(KernelRoot.PROC, "/" + pid + "/stat") instanceof KernelAnswer.Value(String text)
        ? ProcessStat.parse(text)
        : null;
  }

  private @Nullable String executable(String directory) {
    String target = value(fs.link(KernelRoot.PROC, directory + "/exe"));
    String deleted = " (deleted)";
    return target != null && target.endsWith(deleted)
        ? target.substring(0, target.length() - deleted.length())
        : target;
  }

  private static @Nullable String value(KernelAnswer answer) {
    return answer instanceof KernelAnswer.Value(String text) ? text : null;
  }
}
