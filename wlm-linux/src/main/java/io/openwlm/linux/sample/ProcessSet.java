package io.openwlm.linux.sample;

import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.linux.proc.ProcessInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which processes belong to which class now: those in the class's groups and below them, and those
 * discovery found elsewhere. Looked up anew at each refresh.
 */
final class ProcessSet {
  private static final int MAX_GROUPS = 4096;
  private static final int MAX_PROCESSES = 100_000;

  private final KernelFs fs;
  private final CpuHierarchy hierarchy;
  private final ClassGroups groups;
  private final WorkShares shares;
  private final int[] counts;
  private final int[] reportCounts;
  private final List<List<String>> paths = new ArrayList<>();
  private long pathsVersion = -1;
  private int size;

  /**
   * @param shares gets a share for each pair of classes that is met
   */
  ProcessSet(
      KernelFs fs,
      CpuHierarchy hierarchy,
      ClassGroups groups,
      WorkShares shares,
      int reportClasses) {
    this.fs = fs;
    this.hierarchy = hierarchy;
    this.groups = groups;
    this.shares = shares;
    counts = new int[groups.classes()];
    reportCounts = new int[reportClasses];
  }

  /** Share of each process, by process id. What began after discovery has no report class yet. */
  Map<Integer, Integer> refresh() {
    if (pathsVersion != groups.version()) {
      pathsVersion = groups.version();
      findPaths();
    }
    Map<Integer, Integer> classOfPid = new LinkedHashMap<>();
    Arrays.fill(counts, 0);
    Arrays.fill(reportCounts, 0);
    size = 0;
    for (int i = 0; i < groups.classes(); i++) {
      for (String path : paths.get(i)) {
        size++;
        collect(path, i, classOfPid);
      }
      for (ProcessInfo process : groups.loose(i)) {
        if (fs.inode(KernelRoot.PROC, "/" + process.pid()) > 0) {
          classOfPid.putIfAbsent(process.pid(), i);
        }
      }
    }
    size += classOfPid.size();
    classOfPid.replaceAll(
        (pid, classIndex) -> shares.of(classIndex, groups.reportClasses().get(pid)));
    classOfPid.values().forEach(this::tally);
    return classOfPid;
  }

  private void tally(int share) {
    counts[shares.classOf(share)]++;
    if (shares.reportOf(share) >= 0) {
      reportCounts[shares.reportOf(share)]++;
    }
  }

  /** Groups and processes at the last refresh: what the next one will cost. */
  int size() {
    return size;
  }

  /** Processes of a class at the last refresh. */
  int count(int classIndex) {
    return counts[classIndex];
  }

  /** Processes of a report class at the last refresh. */
  int reportCount(int reportIndex) {
    return reportCounts[reportIndex];
  }

  /** Subgroups are looked up once per discovery; their processes at each refresh. */
  private void findPaths() {
    paths.clear();
    for (int i = 0; i < groups.classes(); i++) {
      List<String> found = new ArrayList<>();
      for (ClassGroups.Group group : groups.groups(i)) {
        found.add(group.path());
      }
      for (int k = 0; k < found.size() && found.size() < MAX_GROUPS; k++) {
        addChildren(found.get(k), found);
      }
      paths.add(found);
    }
  }

  private void addChildren(String path, List<String> found) {
    if (fs.list(hierarchy.root(), path) instanceof KernelAnswer.Names(List<String> names)) {
      for (String name : names) {
        // Names of kernel files have a point, but so may names of groups: ask for a file that
        // every group has.
        String child = path + "/" + name;
        if (!isKernelFile(name) && fs.inode(hierarchy.root(), child + "/cgroup.procs") > 0) {
          found.add(child);
        }
      }
    }
  }

  private void collect(String path, int classIndex, Map<Integer, Integer> classOfPid) {
    if (fs.read(hierarchy.root(), path + "/cgroup.procs")
        instanceof KernelAnswer.Value(String text)) {
      for (String line : text.split("\n", -1)) {
        long pid = KernelText.parse(line);
        if (pid > 0 && pid <= Integer.MAX_VALUE && classOfPid.size() < MAX_PROCESSES) {
          classOfPid.put((int) pid, classIndex);
        }
      }
    }
  }

  private static boolean isKernelFile(String name) {
    return name.startsWith("cgroup.")
        || name.startsWith("cpu.")
        || name.startsWith("memory.")
        || name.startsWith("io.")
        || name.startsWith("pids.")
        || name.startsWith("hugetlb.")
        || name.startsWith("cpuset.")
        || name.equals("tasks")
        || name.equals("notify_on_release");
  }
}
