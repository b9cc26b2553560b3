package io.openwlm.simulator.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A control group. Its usage is that of all threads ever in it or below it, and never falls. Each
 * thread directly in a group counts as a sibling of the child groups, with weight 100.
 */
public final class CpuGroup extends Entity {
  private final String path;
  private final Pressure pressure = new Pressure();
  private final NavigableMap<String, CpuGroup> children = new TreeMap<>();
  final NavigableMap<Integer, SimProcess> processes = new TreeMap<>();

  /** Children, groups and threads, that want to run. */
  final List<Entity> active = new ArrayList<>();

  final Bandwidth bandwidth;
  private long usageNanos;

  CpuGroup(String path, int cpus) {
    this.path = path;
    bandwidth = new Bandwidth(cpus);
  }

  void pass(long nanos) {
    usageNanos += running * nanos;
    pressure.add(runnable, running, nanos);
    bandwidth.pass(running, runnable, nanos);
    for (int i = 0; i < active.size(); i++) {
      switch (active.get(i)) {
        case CpuGroup group -> group.pass(nanos);
        case SimThread thread -> thread.pass(nanos);
      }
    }
  }

  /** Brings the lags of everything in it up to date. */
  void settle(long nanos) {
    for (int i = 0; i < active.size(); i++) {
      Entity each = active.get(i);
      each.lag += (each.rate - each.running) * nanos;
      if (each instanceof CpuGroup group) {
        group.settle(nanos);
      }
    }
  }

  void addChild(String name, CpuGroup child) {
    children.put(name, child);
    child.parent = this;
  }

  void removeChild(CpuGroup child) {
    children.values().remove(child);
  }

  void averagePressure() {
    pressure.average();
    children.values().forEach(CpuGroup::averagePressure);
  }

  /** Path from the root: {@code /demo/batch}. */
  public String path() {
    return path;
  }

  /** 1 to 10000. */
  public int weight() {
    return weight;
  }

  public long usageNanos() {
    return usageNanos;
  }

  /** Its CPU limit. */
  public Bandwidth bandwidth() {
    return bandwidth;
  }

  /** Threads of a throttled group count as waiting in it, not in the groups above. */
  public Pressure pressure() {
    return pressure;
  }

  public Collection<CpuGroup> children() {
    return Collections.unmodifiableCollection(children.values());
  }

  /** Processes directly in it, by number. */
  public Collection<SimProcess> processes() {
    return Collections.unmodifiableCollection(processes.values());
  }
}
