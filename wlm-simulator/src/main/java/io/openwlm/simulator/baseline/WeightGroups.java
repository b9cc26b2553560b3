package io.openwlm.simulator.baseline;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The weights that a search turns: one for each class if there are few, else one for each level of
 * importance. A setting is a list of rungs of a geometric ladder, one per group; the groups stand
 * most important first and are never empty.
 */
final class WeightGroups {
  /** Weights from 1 to 10000, each about twice the one below. */
  static final int RUNGS = 14;

  private static final int MAX_SINGLE_CLASSES = 6;

  private final List<ServiceClass> classes;
  private final List<List<Integer>> groups;

  private WeightGroups(List<ServiceClass> classes, List<List<Integer>> groups) {
    this.classes = classes;
    this.groups = groups;
  }

  static WeightGroups of(ServiceDefinition definition) {
    List<ServiceClass> classes = definition.serviceClasses();
    boolean single = classes.size() <= MAX_SINGLE_CLASSES;
    TreeMap<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < classes.size(); i++) {
      int level = classes.get(i).importance().level();
      int key = single ? level * MAX_SINGLE_CLASSES + i : level;
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
    }
    return new WeightGroups(classes, List.copyOf(groups.values()));
  }

  int size() {
    return groups.size();
  }

  /** The weight of a rung, 0 to {@link #RUNGS} - 1. */
  static int weight(int rung) {
    return (int) Math.round(Math.pow(10_000, rung / (RUNGS - 1.0)));
  }

  /** The rung nearest to a weight. */
  static int rung(int weight) {
    return (int) Math.round(Math.log(weight) / Math.log(10_000) * (RUNGS - 1));
  }

  /** The weights of all classes, each within its range. */
  int[] weights(List<Integer> rungs) {
    int[] weights = new int[classes.size()];
    for (int g = 0; g < groups.size(); g++) {
      for (int i : groups.get(g)) {
        weights[i] = classes.get(i).weights().clamp(weight(rungs.get(g)));
      }
    }
    return weights;
  }

  /** The setting nearest to some weights: of each group, the weight of its first class counts. */
  List<Integer> nearest(int[] weights) {
    return groups.stream().map(g -> rung(weights[g.getFirst()])).toList();
  }
}
