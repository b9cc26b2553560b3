package io.openwlm.linux.cgroup;

import io.openwlm.linux.proc.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which control groups carry which service class, as the last discovery found. Written by
 * discovery, read by sampler and actuator; all on the cycle's thread.
 */
public final class ClassGroups {
  /**
   * A control group: its path and its inode, because paths are used again.
   *
   * @param path in the hierarchy that carries weights
   */
  public record Group(String path, long inode) {}

  private final List<String> names;
  private final List<List<Group>> groups = new ArrayList<>();
  private final List<List<ProcessInfo>> loose = new ArrayList<>();
  private Map<Integer, Integer> reportClasses = Map.of();
  private long version;

  /**
   * @param names names of the service classes, in the order of the definition
   */
  public ClassGroups(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      groups.add(List.of());
      loose.add(List.of());
    }
  }

  public int classes() {
    return names.size();
  }

  public String name(int classIndex) {
    return names.get(classIndex);
  }

  /** The groups of a class, sorted by path. */
  public List<Group> groups(int classIndex) {
    return groups.get(classIndex);
  }

  /** Processes of a class that live in no group of the class. */
  public List<ProcessInfo> loose(int classIndex) {
    return loose.get(classIndex);
  }

  /** Rises with each discovery. */
  public long version() {
    return version;
  }

  /** Report class of each process of a class that has one, by process id. */
  public Map<Integer, Integer> reportClasses() {
    return reportClasses;
  }

  /** Takes over what a discovery without report classes found: one list per class. */
  public void set(List<List<Group>> newGroups, List<List<ProcessInfo>> newLoose) {
    set(newGroups, newLoose, Map.of());
  }

  /**
   * Takes over what a discovery found: one list per class.
   *
   * @param newReportClasses position of the report class by process id, where there is one
   */
  public void set(
      List<List<Group>> newGroups,
      List<List<ProcessInfo>> newLoose,
      Map<Integer, Integer> newReportClasses) {
    for (int i = 0; i < names.size(); i++) {
      groups.set(i, List.copyOf(newGroups.get(i)));
      loose.set(i, List.copyOf(newLoose.get(i)));
    }
    reportClasses = Map.copyOf(newReportClasses);
    version++;
  }
}
