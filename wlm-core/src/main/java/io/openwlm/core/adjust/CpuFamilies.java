package io.openwlm.core.adjust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which classes compete for CPU by their weights. Linux divides what a control group gets among its
 * children by weight: a weight says nothing to a group under another parent. Classes are siblings
 * if they have groups under one parent. A family is all who are siblings, or siblings of siblings,
 * as a class may have groups under several parents. Immutable.
 */
public final class CpuFamilies {
  /** All classes are siblings. */
  public static final CpuFamilies ONE = new CpuFamilies(new int[0][], new int[0], 1);

  /** Numbers of the parents of each class; none for a class without groups. */
  private final int[][] parents;

  private final int[] family;
  private final int count;

  private CpuFamilies(int[][] parents, int[] family, int count) {
    this.parents = parents;
    this.family = family;
    this.count = count;
  }

  /**
   * Looks where the groups lie.
   *
   * @param groups per class, the paths of the control groups that carry it
   */
  public static CpuFamilies of(List<List<String>> groups) {
    Map<String, Integer> numbers = new HashMap<>();
    int[][] parents = new int[groups.size()][];
    for (int i = 0; i < parents.length; i++) {
      parents[i] =
          groups.get(i).stream()
              .map(CpuFamilies::parent)
              .mapToInt(parent -> numbers.computeIfAbsent(parent, _ -> numbers.size()))
              .distinct()
              .toArray();
    }
    if (numbers.size() <= 1) {
      return ONE;
    }
    int[] joined = joined(parents, numbers.size());
    List<Integer> roots = new ArrayList<>();
    int[] family = new int[parents.length];
    for (int i = 0; i < parents.length; i++) {
      if (parents[i].length > 0) {
        int root = joined[parents[i][0]];
        if (!roots.contains(root)) {
          roots.add(root);
        }
        family[i] = roots.indexOf(root);
      }
    }
    return new CpuFamilies(parents, family, roots.size());
  }

  /** Parents that one class has in common get one number. */
  private static int[] joined(int[][] parents, int count) {
    int[] joined = new int[count];
    Arrays.setAll(joined, k -> k);
    for (int[] ofClass : parents) {
      for (int parent : ofClass) {
        int from = joined[parent];
        int to = joined[ofClass[0]];
        for (int k = 0; k < count && from != to; k++) {
          joined[k] = joined[k] == from ? to : joined[k];
        }
      }
    }
    return joined;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** How many families there are, 1 or more. */
  public int count() {
    return count;
  }

  /** The family of a class, from 0 on; 0 as well for a class without groups. */
  public int family(int i) {
    return family.length == 0 ? 0 : family[i];
  }

  /** True if weight of one of both classes says something to the other. */
  public boolean areSiblings(int i, int other) {
    if (family.length == 0) {
      return true;
    }
    for (int mine : parents[i]) {
      for (int theirs : parents[other]) {
        if (mine == theirs) {
          return true;
        }
      }
    }
    return false;
  }
}
