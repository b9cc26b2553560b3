package io.openwlm.linux.sample;

import io.openwlm.core.port.SystemSample;
import io.openwlm.core.port.SystemSampler;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPresence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Totals per service class from the kernel. Files stay open; totals are sums of differences, so
 * they never fall when groups, processes or threads go. Between refreshes (after each discovery,
 * and every second; less often with more than 200 groups and processes) a sample allocates nothing.
 *
 * <p>Several groups of one class: usage and throttling are summed; of the pressures the highest
 * counts, since each is a share of the same wall time. A class on a hybrid system whose groups have
 * no v2 twin has its run time for usage and no pressure.
 */
public final class LinuxSystemSampler implements SystemSampler, AutoCloseable {
  /** Files kept open at most, unless told otherwise. */
  public static final int DEFAULT_FILE_BUDGET = 4096;

  private static final long MIN_REFRESH_NANOS = 1_000_000_000L;
  private static final long MAX_REFRESH_NANOS = 10_000_000_000L;

  /** The more there is to look up, the less often: 200 groups and processes a second. */
  private static final long REFRESH_NANOS_EACH = 5_000_000L;

  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final ClassGroups groups;
  private final int cpus;
  private final FileBudget budget;
  private final ProcessSet processSet;
  private final ProcessTable processTable;
  private final UsingDelaySource source;
  private final KeptFile systemPressure;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
  private final List<ClassMeter> meters = new ArrayList<>();
  private final boolean usingDelayKnown;
  private final long[] run;
  private final long[] delay;
  private long refreshedAtNanos;
  private long refreshedVersion = -1;

  /**
   * @param cpus CPUs that managed work may use, above 0
   * @param fileBudget files kept open at most
   */
  public LinuxSystemSampler(
      KernelFs fs,
      CpuHierarchy hierarchy,
      ServiceDefinition definition,
      ClassGroups groups,
      int cpus,
      int fileBudget) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.groups = groups;
    this.cpus = cpus;
    budget = new FileBudget(fileBudget);
    processSet = new ProcessSet(fs, hierarchy, groups);
    processTable = new ProcessTable(fs);
    source = new UsingDelaySources(fs, budget);
    usingDelayKnown = UsingDelaySources.isKnown(fs);
    systemPressure = new KeptFile(fs, KernelRoot.PROC, "/pressure/cpu", budget);
    for (ServiceClass serviceClass : definition.serviceClasses()) {
      meters.add(new ClassMeter(serviceClass.isManaged()));
    }
    run = new long[meters.size()];
    delay = new long[meters.size()];
  }

  @Override
  public int cpus() {
    return cpus;
  }

  @Override
  public String usingDelaySource() {
    return usingDelayKnown ? source.name() : "none";
  }

  @Override
  public void sample(long nowNanos, SystemSample into) {
    if (refreshedVersion != groups.version() || nowNanos - refreshedAtNanos >= refreshNanos()) {
      refresh();
      refreshedAtNanos = nowNanos;
      refreshedVersion = groups.version();
    }
    source.sample(run, delay);
    for (int i = 0; i < meters.size(); i++) {
      ClassMeter meter = meters.get(i);
      meter.sample(buffer, run[i]);
      into.generation[i] = meter.generation;
      into.presence[i] = meter.presence();
      into.processes[i] = processSet.count(i);
      into.usageNanos[i] = meter.totals[GroupMeter.USED];
      into.throttledNanos[i] = meter.totals[GroupMeter.THROTTLED];
      into.cpuPressureNanos[i] = meter.totals[GroupMeter.CPU];
      into.memoryPressureNanos[i] = meter.totals[GroupMeter.MEMORY];
      into.ioPressureNanos[i] = meter.totals[GroupMeter.IO];
      into.runNanos[i] = usingDelayKnown ? run[i] : SystemSample.UNKNOWN;
      into.runDelayNanos[i] = usingDelayKnown ? delay[i] : SystemSample.UNKNOWN;
    }
    long pressure = GroupMeter.pressure(systemPressure, buffer);
    into.systemCpuPressureNanos = pressure < 0 ? SystemSample.UNKNOWN : pressure;
    into.atNanos = nowNanos;
  }

  private long refreshNanos() {
    return Math.clamp(processSet.size() * REFRESH_NANOS_EACH, MIN_REFRESH_NANOS, MAX_REFRESH_NANOS);
  }

  /** Files kept open now. */
  public int openFiles() {
    return budget.taken();
  }

  private void refresh() {
    if (refreshedVersion != groups.version()) {
      for (int i = 0; i < meters.size(); i++) {
        meters.get(i).setGroups(groups.groups(i));
      }
      systemPressure.retry();
    }
    source.refresh(processSet.refresh(), processTable.uptimeTicks());
  }

  @Override
  public void close() {
    source.close();
    meters.forEach(meter -> meter.setGroups(List.of()));
    systemPressure.close();
  }

  /** The groups of one class and its totals. */
  private final class ClassMeter {
    private final boolean supported;
    private final Map<Group, GroupMeter> byGroup = new HashMap<>();
    private final List<GroupMeter> list = new ArrayList<>();
    private long lastRun = -1;
    long generation;

    /** Totals in the order of {@link GroupMeter}; pressures are -1 while unknown. */
    final long[] totals = {0, 0, -1, -1, -1};

    ClassMeter(boolean supported) {
      this.supported = supported;
    }

    void setGroups(List<Group> now) {
      boolean kept = byGroup.keySet().removeIf(group -> isGone(group, now)) && byGroup.isEmpty();
      if (kept || (byGroup.isEmpty() && !now.isEmpty())) {
        generation++;
      }
      list.clear();
      byGroup.values().forEach(GroupMeter::retry);
      for (Group group : now) {
        list.add(
            byGroup.computeIfAbsent(group, each -> new GroupMeter(fs, hierarchy, each, budget)));
      }
    }

    private boolean isGone(Group group, List<Group> now) {
      boolean gone = !now.contains(group);
      GroupMeter meter = byGroup.get(group);
      if (gone && meter != null) {
        meter.close();
      }
      return gone;
    }

    ClassPresence presence() {
      if (!supported) {
        return ClassPresence.NOT_SUPPORTED;
      }
      if (list.isEmpty()) {
        return ClassPresence.NO_CGROUP;
      }
      for (int i = 0; i < list.size(); i++) {
        if (!list.get(i).denied) {
          return ClassPresence.PRESENT;
        }
      }
      return ClassPresence.DENIED;
    }

    void sample(ByteBuffer into, long classRun) {
      long ran = lastRun < 0 ? 0 : classRun - lastRun;
      lastRun = classRun;
      boolean usageKnown = false;
      long cpu = -1;
      long memory = -1;
      long io = -1;
      for (int i = 0; i < list.size(); i++) {
        GroupMeter meter = list.get(i);
        meter.sample(into);
        usageKnown |= meter.added[GroupMeter.USED] >= 0;
        totals[GroupMeter.USED] += Math.max(0, meter.added[GroupMeter.USED]);
        totals[GroupMeter.THROTTLED] += Math.max(0, meter.added[GroupMeter.THROTTLED]);
        cpu = Math.max(cpu, meter.added[GroupMeter.CPU]);
        memory = Math.max(memory, meter.added[GroupMeter.MEMORY]);
        io = Math.max(io, meter.added[GroupMeter.IO]);
      }
      if (!usageKnown) {
        totals[GroupMeter.USED] += ran;
      }
      add(GroupMeter.CPU, cpu);
      add(GroupMeter.MEMORY, memory);
      add(GroupMeter.IO, io);
    }

    private void add(int which, long added) {
      if (added >= 0) {
        totals[which] = Math.max(0, totals[which]) + added;
      } else if (list.isEmpty()) {
        totals[which] = SystemSample.UNKNOWN;
      }
    }
  }
}
