package io.openwlm.linux.discover;

import io.openwlm.core.port.WorkClassifier;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.model.definition.CgroupPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Decides from the processes alone which control groups a class may manage in place: those strictly
 * below the root group of the definition in whose whole subtree all processes belong to the class.
 */
final class GroupSurvey {
  static final int MIXED = -2;
  private static final int MAX_GROUPS = 4096;

  private final CgroupPath root;
  private final List<String> classNames;

  /** Class of all processes in a group and below it, {@link #MIXED}, or UNMANAGED. */
  private final NavigableMap<String, Integer> classOfSubtree = new TreeMap<>();

  /** Classes seen directly in each group that holds processes. */
  private final NavigableMap<String, TreeSet<Integer>> classesInGroup = new TreeMap<>();

  private final Map<Integer, Integer> outside = new TreeMap<>();
  private final Map<Integer, Integer> inRoot = new TreeMap<>();

  GroupSurvey(CgroupPath root, List<String> classNames) {
    this.root = root;
    this.classNames = classNames;
  }

  void add(ProcessInfo process, int classIndex) {
    String path = process.group();
    if (CgroupPath.problem(path) != null || !new CgroupPath(path).isAtOrBelow(root)) {
      outside.merge(classIndex, 1, Integer::sum);
      return;
    }
    if (path.equals(root.value())) {
      inRoot.merge(classIndex, 1, Integer::sum);
      return;
    }
    if (!classesInGroup.containsKey(path) && classesInGroup.size() >= MAX_GROUPS) {
      return;
    }
    classesInGroup.computeIfAbsent(path, _ -> new TreeSet<>()).add(classIndex);
    for (String each = path; !each.equals(root.value()) && !each.isEmpty(); each = parent(each)) {
      classOfSubtree.merge(each, classIndex, (a, b) -> a.equals(b) ? a : MIXED);
    }
  }

  /** The groups that a class can manage in place: the topmost ones that hold processes. */
  List<String> groupsOf(int classIndex) {
    List<String> found = new ArrayList<>();
    for (String path : classesInGroup.keySet()) {
      boolean belowFound = found.stream().anyMatch(top -> path.startsWith(top + "/"));
      if (!belowFound && Integer.valueOf(classIndex).equals(classOfSubtree.get(path))) {
        found.add(path);
      }
    }
    return found;
  }

  /** What cannot be managed, in words. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Map.Entry<String, TreeSet<Integer>> entry : classesInGroup.entrySet()) {
      String path = entry.getKey();
      if (Integer.valueOf(MIXED).equals(classOfSubtree.get(path))) {
        TreeSet<Integer> classes = new TreeSet<>();
        classesInGroup.tailMap(path, true).entrySet().stream()
            .takeWhile(e -> e.getKey().startsWith(path))
            .filter(e -> e.getKey().equals(path) || e.getKey().startsWith(path + "/"))
            .forEach(e -> classes.addAll(e.getValue()));
        warnings.add(
            path
                + " holds work of several service classes ("
                + String.join(", ", classes.stream().map(this::name).toList())
                + "): its weight is left alone");
      }
    }
    inRoot.forEach((classIndex, count) -> {
      if (classIndex != WorkClassifier.UNMANAGED) {
        warnings.add(
            name(classIndex)
                + ": "
                + processes(count)
                + " in the group "
                + root
                + " itself, whose weight is never changed");
      }
    });
    outside.forEach((classIndex, count) -> {
      if (classIndex != WorkClassifier.UNMANAGED) {
        warnings.add(
            name(classIndex) + ": " + processes(count) + " outside " + root + ", left alone");
      }
    });
    return warnings;
  }

  private String name(int classIndex) {
    return classIndex == WorkClassifier.UNMANAGED ? "UNMANAGED" : classNames.get(classIndex);
  }

  private static String processes(int count) {
    return count == 1 ? "1 process" : count + " processes";
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
