package io.openwlm.simulator.model;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.simulator.machine.MachineModel;
import io.openwlm.simulator.scenario.Scenario;
import java.util.Arrays;

/** The machine of a scenario, with the groups of its service classes and their settings. */
final class World {
  final Scenario scenario;
  final ServiceDefinition definition;
  final ClassMap classes;
  final FluidMachine machine;
  final Endings endings;
  final GroupTree tree = new GroupTree();

  /** How far the manager's clock is ahead of the machine's time. */
  long managerAheadNanos;

  private final long[] workingSets;

  /** Limits that the groups have on their own. */
  private final double[] caps;

  /**
   * The machine at its start; nothing runs yet.
   *
   * @param reporting the manager will ask for response times
   */
  World(Scenario scenario, ServiceDefinition definition, boolean reporting) {
    this.scenario = scenario;
    this.definition = definition;
    classes = new ClassMap(scenario, definition, tree);
    endings = new Endings(definition.serviceClasses().size(), reporting);
    caps = new double[tree.size()];
    Arrays.fill(caps, Double.POSITIVE_INFINITY);
    workingSets = new long[tree.size()];
    for (Scenario.Group group : scenario.groups()) {
      caps[tree.node(group.cgroup())] = group.settings().capCpus();
    }
    Scenario.Hardware hardware = scenario.hardware();
    machine =
        new FluidMachine(
            tree,
            hardware.cpus(),
            caps,
            Math.max(1, hardware.ioChannels()),
            hardware.memoryBytes(),
            endings);
    for (Scenario.Group group : scenario.groups()) {
      int node = tree.leaf(group.cgroup());
      machine.cpu.setWeight(node, group.weight(), 0);
      machine.io.setWeight(node, group.settings().ioWeight(), 0);
      machine.memory.setLow(node, group.settings().memoryLowBytes());
      workingSets[node] = group.workingSetBytes();
    }
  }

  /** Work came or went: groups without work need no memory. */
  void workChanged() {
    boolean[] busy = new boolean[tree.size()];
    for (Source source : machine.sources()) {
      busy[source.periods.leaf(0)] |= !source.stopped;
    }
    for (int leaf = 0; leaf < busy.length; leaf++) {
      machine.memory.setWanted(leaf, busy[leaf] ? workingSets[leaf] : 0);
    }
    machine.memoryChanged();
  }

  /** The work of a group needs another amount of memory. */
  void setWorkingSet(CgroupPath cgroup, long bytes) {
    workingSets[tree.leaf(cgroup)] = bytes;
    workChanged();
  }

  int classCount() {
    return definition.serviceClasses().size();
  }

  /** Workloads of a class that run; of a later period, jobs that have reached it. */
  int processes(int i) {
    int count = 0;
    for (Source source : machine.sources()) {
      int period = source.groupClass < 0 ? -1 : i - source.groupClass;
      if (period == 0) {
        count += source.stopped ? 0 : 1;
      } else if (period > 0 && period < source.periods.count()) {
        count += source.present(period);
      }
    }
    return count;
  }

  /** What a class has now. */
  ClassSettings settings(int i) {
    int weight = 0;
    int ioWeight = 0;
    long low = 0;
    for (int carrier : classes.carriers(i)) {
      weight += machine.cpu.weight(carrier);
      ioWeight += machine.io.weight(carrier);
    }
    if (weight == 0) {
      return ClassSettings.NONE;
    }
    for (int leaf : classes.leaves(i)) {
      low += machine.memory.low(leaf);
    }
    return new ClassSettings(
        Math.min(weight, MachineModel.MAX_WEIGHT),
        scenario.hardware().ioChannels() == 0 ? 0 : Math.min(ioWeight, MachineModel.MAX_WEIGHT),
        scenario.hardware().memoryBytes() == 0 ? ClassSettings.NO_CONTROL : low,
        limit(i));
  }

  private long limit(int i) {
    long limit = 0;
    for (int carrier : classes.carriers(i)) {
      limit += CpuLimit.ofCpus(machine.cpu.cap(carrier));
    }
    return Math.min(limit, CpuLimit.NONE);
  }

  /** Some more than a whole unit, so that rounding down gives the same limit again. */
  private void setLimit(int carrier, long limit, int count) {
    double cpus = CpuLimit.cpus(limit) / count + 0.1 / CpuLimit.PER_CPU;
    machine.cpu.setCap(carrier, limit >= CpuLimit.NONE ? caps[carrier] : cpus, machine.nowNanos());
  }

  /** True for a value that a kernel takes. */
  boolean accepts(Setting setting, long value) {
    return switch (setting) {
      case CPU_WEIGHT, IO_WEIGHT ->
          value >= MachineModel.MIN_WEIGHT && value <= MachineModel.MAX_WEIGHT;
      case MEMORY_LOW -> value >= 0;
      case CPU_LIMIT -> value >= CpuLimit.FLOOR;
    };
  }

  /** Sets a value; a class with several groups has its weight divided among them. */
  void set(int i, Setting setting, long value) {
    int[] carriers = classes.carriers(i);
    long now = machine.nowNanos();
    for (int k = 0; k < carriers.length; k++) {
      switch (setting) {
        case CPU_WEIGHT ->
            machine.cpu.setWeight(carriers[k], part((int) value, carriers.length, k), now);
        case IO_WEIGHT ->
            machine.io.setWeight(carriers[k], part((int) value, carriers.length, k), now);
        case CPU_LIMIT -> setLimit(carriers[k], value, carriers.length);
        case MEMORY_LOW -> {}
      }
    }
    if (setting == Setting.MEMORY_LOW) {
      int[] leaves = classes.leaves(i);
      for (int leaf : leaves) {
        machine.memory.setLow(leaf, value / leaves.length);
      }
      machine.memoryChanged();
    }
  }

  private static int part(int weight, int count, int index) {
    return Math.max(1, weight / count + (index < weight % count ? 1 : 0));
  }

  /** Brings back earlier values. */
  void restore(int i, ClassSettings settings) {
    for (Setting setting : Setting.values()) {
      if (settings.controls(setting)) {
        set(i, setting, settings.value(setting));
      }
    }
  }
}
