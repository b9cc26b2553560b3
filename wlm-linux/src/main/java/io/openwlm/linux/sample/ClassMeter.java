package io.openwlm.linux.sample;

import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.model.measurement.ClassPresence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The control groups of one class and its totals, which never fall while groups come and go.
 *
 * <p>Several groups of one class: what is counted is summed; of the pressures the highest counts,
 * since each is a share of the same wall time. A class on a hybrid system whose groups have no v2
 * twin has its run time for usage and no pressure.
 *
 * <p>Delay for I/O and memory: what the tasks tell where the kernel accounts it, but at least the
 * time in which some task of the class waited (PSI), a lower bound of the sum over tasks. Tasks
 * that wait for a page that was evicted too early wait for memory and for I/O at once in PSI; like
 * in taskstats that counts as memory.
 */
final class ClassMeter {
  private static final int OPERATIONS = 6;
  private static final int IO_DELAY = 7;
  private static final int MEMORY_DELAY = 8;
  private static final int REFAULTS = 9;
  private static final int SWAP_INS = 10;

  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final FileBudget budget;
  private final boolean supported;
  private final Map<Group, Meters> byGroup = new HashMap<>();
  private final List<Meters> list = new ArrayList<>();
  private long lastRun = -1;
  private long lastIoDelay = -1;
  private long lastMemoryDelay = -1;
  private boolean usageKnown;
  private long ioPressure;
  private long memoryPressure;
  private long memoryBytes = SystemSample.UNKNOWN;
  private long generation;

  /** Totals in the order of {@link GroupMeter}, then operations, delays, refaults; -1 unknown. */
  private final long[] totals = {0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1};

  private record Meters(GroupMeter group, ResourceMeter resources) {
    void retry() {
      group.retry();
      resources.retry();
    }

    void close() {
      group.close();
      resources.close();
    }
  }

  ClassMeter(KernelFs fs, CpuHierarchy hierarchy, FileBudget budget, boolean supported) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.budget = budget;
    this.supported = supported;
  }

  void setGroups(List<Group> now) {
    boolean emptied = byGroup.keySet().removeIf(group -> isGone(group, now)) && byGroup.isEmpty();
    if (emptied || (byGroup.isEmpty() && !now.isEmpty())) {
      generation++;
    }
    list.clear();
    byGroup.values().forEach(Meters::retry);
    for (Group group : now) {
      list.add(byGroup.computeIfAbsent(group, this::meters));
    }
  }

  private Meters meters(Group group) {
    return new Meters(
        new GroupMeter(fs, hierarchy, group, budget), new ResourceMeter(fs, group, budget));
  }

  private boolean isGone(Group group, List<Group> now) {
    boolean gone = !now.contains(group);
    Meters meters = byGroup.get(group);
    if (gone && meters != null) {
      meters.close();
    }
    return gone;
  }

  /**
   * Reads the groups.
   *
   * @param resources true if operations and memory are to be read too
   */
  void sample(ByteBuffer buffer, boolean resources) {
    usageKnown = false;
    long cpu = -1;
    long memory = -1;
    long io = -1;
    long operations = -1;
    long charged = -1;
    long refaults = -1;
    long swapIns = -1;
    for (int i = 0; i < list.size(); i++) {
      GroupMeter meter = list.get(i).group;
      meter.sample(buffer);
      usageKnown |= meter.added[GroupMeter.USED] >= 0;
      totals[GroupMeter.USED] += Math.max(0, meter.added[GroupMeter.USED]);
      totals[GroupMeter.THROTTLED] += Math.max(0, meter.added[GroupMeter.THROTTLED]);
      add(GroupMeter.SYSTEM, meter.added[GroupMeter.SYSTEM]);
      cpu = Math.max(cpu, meter.added[GroupMeter.CPU]);
      memory = Math.max(memory, meter.added[GroupMeter.MEMORY]);
      io = Math.max(io, meter.added[GroupMeter.IO]);
      if (resources) {
        ResourceMeter each = list.get(i).resources;
        each.sample(buffer);
        operations = sum(operations, each.operationsAdded);
        charged = sum(charged, each.memoryBytes);
        refaults = sum(refaults, each.refaultsAdded);
        swapIns = sum(swapIns, each.swapInsAdded);
      }
    }
    add(GroupMeter.CPU, cpu);
    add(GroupMeter.MEMORY, memory);
    add(GroupMeter.IO, io);
    ioPressure = io;
    memoryPressure = memory;
    if (resources) {
      add(OPERATIONS, operations);
      add(REFAULTS, refaults);
      add(SWAP_INS, swapIns);
      memoryBytes = charged;
    }
  }

  /**
   * Takes over what the tasks tell, after {@link #sample}.
   *
   * @param delays true if their delays for I/O and memory are known
   */
  void tasks(TaskTotals tasks, int classIndex, boolean delays) {
    long ran = lastRun < 0 ? 0 : tasks.runNanos[classIndex] - lastRun;
    lastRun = tasks.runNanos[classIndex];
    if (!usageKnown) {
      totals[GroupMeter.USED] += ran;
    }
    long io = delays ? difference(lastIoDelay, tasks.ioDelayNanos[classIndex]) : -1;
    long memory = delays ? difference(lastMemoryDelay, tasks.memoryDelayNanos[classIndex]) : -1;
    lastIoDelay = tasks.ioDelayNanos[classIndex];
    lastMemoryDelay = tasks.memoryDelayNanos[classIndex];
    long ioOnly = ioPressure < 0 ? -1 : Math.max(0, ioPressure - Math.max(0, memoryPressure));
    add(IO_DELAY, Math.max(io, ioOnly));
    add(MEMORY_DELAY, Math.max(memory, memoryPressure));
  }

  private static long difference(long before, long now) {
    return before < 0 ? 0 : now - before;
  }

  /** The sum of what is known; negative if nothing is. */
  private static long sum(long known, long more) {
    return more < 0 ? known : Math.max(0, known) + more;
  }

  private void add(int which, long added) {
    if (added >= 0) {
      totals[which] = Math.max(0, totals[which]) + added;
    } else if (list.isEmpty()) {
      totals[which] = SystemSample.UNKNOWN;
    }
  }

  void fill(SystemSample into, int i) {
    into.generation[i] = generation;
    into.presence[i] = presence();
    into.usageNanos[i] = totals[GroupMeter.USED];
    into.throttledNanos[i] = totals[GroupMeter.THROTTLED];
    into.systemNanos[i] = totals[GroupMeter.SYSTEM];
    into.cpuPressureNanos[i] = totals[GroupMeter.CPU];
    into.memoryPressureNanos[i] = totals[GroupMeter.MEMORY];
    into.ioPressureNanos[i] = totals[GroupMeter.IO];
    into.ioOperations[i] = totals[OPERATIONS];
    into.ioDelayNanos[i] = totals[IO_DELAY];
    into.memoryDelayNanos[i] = totals[MEMORY_DELAY];
    into.refaults[i] = totals[REFAULTS];
    into.swapIns[i] = totals[SWAP_INS];
    into.memoryBytes[i] = list.isEmpty() ? SystemSample.UNKNOWN : memoryBytes;
  }

  private ClassPresence presence() {
    if (!supported) {
      return ClassPresence.NOT_SUPPORTED;
    }
    if (list.isEmpty()) {
      return ClassPresence.NO_CGROUP;
    }
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).group.denied) {
        return ClassPresence.PRESENT;
      }
    }
    return ClassPresence.DENIED;
  }
}
