package io.openwlm.linux;

import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.linux.actuate.CgroupActuator;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.CpuCount;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.discover.LinuxWorkDiscovery;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.linux.sample.LinuxSystemSampler;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;

/**
 * The adapters for one machine and one definition, wired together: discovery finds the control
 * groups, sampler and actuator work on what it found.
 */
public record LinuxMachine(
    CpuHierarchy hierarchy,
    ClassGroups groups,
    LinuxSystemSampler sampler,
    LinuxWorkDiscovery discovery,
    CgroupActuator actuator)
    implements AutoCloseable {

  /**
   * Wires the adapters of a machine without containers. Nothing is read or written yet.
   *
   * @param hierarchy from {@link CpuHierarchy#of}
   * @param journal open; the caller closes it
   */
  public static LinuxMachine of(
      KernelFs fs, CpuHierarchy hierarchy, ServiceDefinition definition, RestoreJournal journal) {
    return of(fs, hierarchy, definition, journal, ContainerFacts.none(), new WorkOverrides());
  }

  /**
   * Wires the adapters. Nothing is read or written yet.
   *
   * @param hierarchy from {@link CpuHierarchy#of}
   * @param journal open; the caller closes it
   * @param containers what classification knows about containers
   * @param overrides what operators took out of classification
   */
  public static LinuxMachine of(
      KernelFs fs,
      CpuHierarchy hierarchy,
      ServiceDefinition definition,
      RestoreJournal journal,
      ContainerFacts containers,
      WorkOverrides overrides) {
    ClassGroups groups =
        new ClassGroups(definition.serviceClasses().stream().map(ServiceClass::name).toList());
    int cpus = CpuCount.online(fs, Runtime.getRuntime().availableProcessors());
    return new LinuxMachine(
        hierarchy,
        groups,
        new LinuxSystemSampler(
            fs, hierarchy, definition, groups, cpus, LinuxSystemSampler.DEFAULT_FILE_BUDGET),
        new LinuxWorkDiscovery(
            fs,
            hierarchy,
            definition,
            groups,
            journal,
            new ProcessTable(fs, containers),
            ProcessHandle.current().pid(),
            overrides),
        new CgroupActuator(
            fs,
            hierarchy,
            definition.cgroupRoot(),
            groups,
            journal,
            CgroupActuator.DEFAULT_BACK_OFF_NANOS));
  }

  @Override
  public void close() {
    sampler.close();
  }
}
