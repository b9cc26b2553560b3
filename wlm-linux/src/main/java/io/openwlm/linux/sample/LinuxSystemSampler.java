package io.openwlm.linux.sample;

import io.openwlm.core.port.SystemSample;
import io.openwlm.core.port.SystemSampler;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPresence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Totals per service class from the kernel. Files stay open; totals are sums of differences, so
 * they never fall when groups, processes or threads go. Between refreshes (after each discovery,
 * and every second; less often with more than 200 groups and processes) a sample allocates nothing.
 *
 * <p>I/O operations and memory are read at every {@value #RESOURCES_EVERY}th sample only: reading
 * {@code io.stat} makes the kernel collect counters of all CPUs, and nobody decides upon them more
 * often than once in eight samples.
 */
public final class LinuxSystemSampler implements SystemSampler, AutoCloseable {
  /** Files kept open at most, unless told otherwise. */
  public static final int DEFAULT_FILE_BUDGET = 4096;

  private static final int BUFFER_BYTES = 16 << 10;
  private static final int RESOURCES_EVERY = 4;
  private static final long MIN_REFRESH_NANOS = 1_000_000_000L;
  private static final long MAX_REFRESH_NANOS = 10_000_000_000L;

  /** The more there is to look up, the less often: 200 groups and processes a second. */
  private static final long REFRESH_NANOS_EACH = 5_000_000L;

  private final ClassGroups groups;
  private final int cpus;
  private final FileBudget budget;
  private final ProcessSet processSet;
  private final ProcessTable processTable;
  private final UsingDelaySources source;
  private final KeptFile systemPressure;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final List<ClassMeter> meters = new ArrayList<>();
  private final boolean usingDelayKnown;
  private final WorkShares shares;
  private final TaskTotals counted;
  private final TaskTotals tasks;
  private final TaskTotals reportTasks;
  private int samples;
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
    this.groups = groups;
    this.cpus = cpus;
    budget = new FileBudget(fileBudget);
    shares = new WorkShares(groups.classes());
    int reportClasses = definition.classes().reportClasses().size();
    processSet = new ProcessSet(fs, hierarchy, groups, shares, reportClasses);
    processTable = new ProcessTable(fs);
    source = new UsingDelaySources(fs, budget);
    usingDelayKnown = UsingDelaySources.isKnown(fs);
    systemPressure = new KeptFile(fs, KernelRoot.PROC, "/pressure/cpu", budget);
    for (ServiceClass serviceClass : definition.serviceClasses()) {
      meters.add(new ClassMeter(fs, hierarchy, budget, serviceClass.isManaged()));
    }
    counted = new TaskTotals(meters.size());
    tasks = new TaskTotals(meters.size());
    reportTasks = new TaskTotals(reportClasses);
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
    source.sample(counted);
    shares.sum(counted, tasks, reportTasks);
    boolean resources = samples++ % RESOURCES_EVERY == 0;
    boolean delays = source.tellsDelays();
    for (int i = 0; i < meters.size(); i++) {
      ClassMeter meter = meters.get(i);
      meter.sample(buffer, resources);
      meter.tasks(tasks, i, delays);
      into.processes[i] = processSet.count(i);
      into.runNanos[i] = usingDelayKnown ? tasks.runNanos[i] : SystemSample.UNKNOWN;
      into.runDelayNanos[i] = usingDelayKnown ? tasks.runDelayNanos[i] : SystemSample.UNKNOWN;
      meter.fill(into, i);
    }
    if (into.reports != null) {
      sampleReports(into.reports, delays);
    }
    long pressure = GroupMeter.pressure(systemPressure, buffer);
    into.systemCpuPressureNanos = pressure < 0 ? SystemSample.UNKNOWN : pressure;
    into.atNanos = nowNanos;
  }

  private void sampleReports(SystemSample into, boolean delays) {
    for (int i = 0; i < into.classes(); i++) {
      into.processes[i] = processSet.reportCount(i);
      into.presence[i] = into.processes[i] == 0 ? ClassPresence.NO_CGROUP : ClassPresence.PRESENT;
      into.usageNanos[i] = usingDelayKnown ? reportTasks.runNanos[i] : SystemSample.UNKNOWN;
      into.runNanos[i] = into.usageNanos[i];
      into.runDelayNanos[i] = usingDelayKnown ? reportTasks.runDelayNanos[i] : SystemSample.UNKNOWN;
      into.ioDelayNanos[i] = delays ? reportTasks.ioDelayNanos[i] : SystemSample.UNKNOWN;
      into.memoryDelayNanos[i] = delays ? reportTasks.memoryDelayNanos[i] : SystemSample.UNKNOWN;
      into.cpuPressureNanos[i] = SystemSample.UNKNOWN;
      into.memoryPressureNanos[i] = SystemSample.UNKNOWN;
      into.ioPressureNanos[i] = SystemSample.UNKNOWN;
    }
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
    Map<Integer, Integer> shareOfPid = processSet.refresh();
    counted.grow(shares.size());
    source.refresh(shareOfPid, processTable.uptimeTicks());
  }

  @Override
  public void close() {
    source.close();
    meters.forEach(meter -> meter.setGroups(List.of()));
    systemPressure.close();
  }
}
