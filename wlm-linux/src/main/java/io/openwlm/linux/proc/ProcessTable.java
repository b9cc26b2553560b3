package io.openwlm.linux.proc;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The running processes. Kernel threads and zombies are not work and never appear; a process that
 * ends while it is looked at is left out.
 */
public final class ProcessTable {
  /** More processes than any system that fits this design; the rest is not looked at. */
  static final int MAX_PROCESSES = 100_000;

  private final KernelFs fs;

  public ProcessTable(KernelFs fs) {
    this.fs = fs;
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
    WorkAttributes work =
        attributes(
            pid,
            shown,
            executable(directory),
            stat.command(),
            value(fs.owner(KernelRoot.PROC, directory)));
    return Optional.of(new ProcessInfo(pid, stat.startTicks(), group, groups.unified(), work));
  }

  private static WorkAttributes attributes(
      int pid, String group, @Nullable String executable, String command, @Nullable String user) {
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    String unit = ProcessGroups.systemdUnit(group);
    put(known, QualifierType.CGROUP, group.isEmpty() ? null : group);
    put(known, QualifierType.EXECUTABLE, executable);
    put(known, QualifierType.TN, command);
    put(known, QualifierType.UI, user);
    put(known, QualifierType.SYSTEMD_UNIT, unit);
    put(known, QualifierType.CONTAINER, ProcessGroups.container(group));
    boolean service = unit != null && unit.endsWith(".service");
    return WorkAttributes.of(service ? SubsystemType.STC : SubsystemType.OMVS, pid, known);
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
