package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.Situation;
import io.openwlm.core.capping.GroupCapacity;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.definition.ResourceGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Resource groups in the picture of one interval: which class is in which, what limits it, and what
 * its group lacks.
 */
final class ResourceGroups {
  private static final int NONE = -1;

  /** A group with so much of its minimum is not below it. */
  private static final double ENOUGH = 0.95;

  private final List<ResourceGroup> groups;
  private final int[] groupOf;
  private final double[] limit;
  private final double[] minimum;
  private final double[] maximum;
  private final double[] used;

  ResourceGroups(Situation situation, double[] usedByClass) {
    groups = situation.definition().classes().resourceGroups();
    int n = situation.size();
    int cpus = situation.measurement().cpus();
    groupOf = new int[n];
    limit = new double[n];
    minimum = new double[groups.size()];
    maximum = new double[groups.size()];
    used = new double[groups.size()];
    Arrays.fill(groupOf, NONE);
    Arrays.fill(limit, Double.POSITIVE_INFINITY);
    for (int g = 0; g < groups.size(); g++) {
      minimum[g] = GroupCapacity.minimum(groups.get(g).limits(), cpus);
      maximum[g] = GroupCapacity.maximum(groups.get(g).limits(), cpus);
      for (int i = 0; i < n; i++) {
        if (groups.get(g).name().equals(situation.serviceClass(i).attributes().resourceGroup())) {
          groupOf[i] = g;
          used[g] += usedByClass[i];
          long micros = situation.kernel().get(i).cpuLimitMicros();
          limit[i] =
              Double.isInfinite(maximum[g]) || micros <= 0
                  ? Double.POSITIVE_INFINITY
                  : CpuLimit.cpus(micros);
        }
      }
    }
  }

  /** True if the class is in a group with a maximum. */
  boolean isCapped(int i) {
    return groupOf[i] != NONE && !Double.isInfinite(maximum[groupOf[i]]);
  }

  boolean isSameGroup(int i, int other) {
    return groupOf[i] != NONE && groupOf[i] == groupOf[other];
  }

  /** The maximum of the class's group; infinite without. */
  double maximum(int i) {
    return groupOf[i] == NONE ? Double.POSITIVE_INFINITY : maximum[groupOf[i]];
  }

  /** The minimum of the class's group; 0 without. */
  double minimum(int i) {
    return groupOf[i] == NONE ? 0 : minimum[groupOf[i]];
  }

  /** The CPU limit that the class has in its group; infinite for none. */
  double limit(int i) {
    return limit[i];
  }

  /** What its group lacks, as a part of the minimum; 0 if the group has enough. */
  double shortfall(int i) {
    int g = groupOf[i];
    return g == NONE || minimum[g] <= 0 || used[g] >= ENOUGH * minimum[g]
        ? 0
        : 1 - used[g] / minimum[g];
  }

  /** The sum of a value over the class's group. */
  double sum(int i, double[] values) {
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += isSameGroup(i, k) ? values[k] : 0;
    }
    return sum;
  }

  /** What limits the class, for people. */
  String maximumText(int i) {
    return text(i, "most", maximum);
  }

  /** What its group lacks, for people. */
  String minimumText(int i) {
    return text(i, "least", minimum);
  }

  private String text(int i, String bound, double[] bounds) {
    int g = groupOf[i];
    return g == NONE
        ? ""
        : String.format(
            Locale.ROOT,
            "resource group %s uses %.2f CPUs of at %s %.2f",
            groups.get(g).name(),
            used[g],
            bound,
            bounds[g]);
  }
}
