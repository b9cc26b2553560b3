package io.openwlm.simulator.model;

import io.openwlm.model.definition.CgroupPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Control groups as numbers: 0 is the root, a parent comes before its children. Work lives in
 * leaves; work in the root itself lives in a leaf of its own, with weight 100 like any group.
 */
final class GroupTree {
  static final int ROOT = 0;

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<Integer> parents = new ArrayList<>();

  GroupTree() {
    numbers.put("/", ROOT);
    parents.add(-1);
  }

  /** The number of a group; makes it and those above it if they are not there. */
  int node(CgroupPath path) {
    return node(path.value());
  }

  /** The leaf for work in a group. */
  int leaf(CgroupPath path) {
    return path.equals(CgroupPath.ROOT) ? node("/.root") : node(path.value());
  }

  private int node(String path) {
    Integer known = numbers.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    int parent = node(slash == 0 ? "/" : path.substring(0, slash));
    int number = parents.size();
    numbers.put(path, number);
    parents.add(parent);
    return number;
  }

  int size() {
    return parents.size();
  }

  int parent(int node) {
    return parents.get(node);
  }

  /** Children per group, in order. */
  int[][] children() {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      lists.add(new ArrayList<>());
    }
    for (int i = 1; i < size(); i++) {
      lists.get(parent(i)).add(i);
    }
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
