package io.openwlm.simulator.machine;

import java.util.List;

/**
 * Divides CPUs by weight, level by level. Nobody is entitled to more than its threads can use; what
 * one cannot use goes to the others, in proportion to their weights (water filling). So everything
 * is given away while anybody can use it.
 */
final class FairShares {
  private FairShares() {}

  /** Sets the rate of everything below {@code group} that wants to run. */
  static void divide(CpuGroup group, double cpus) {
    List<Entity> active = group.active;
    if (active.isEmpty()) {
      return;
    }
    fill(active, cpus);
    centre(active);
    for (int i = 0; i < active.size(); i++) {
      if (active.get(i) instanceof CpuGroup child) {
        divide(child, child.rate);
      }
    }
  }

  private static void fill(List<Entity> active, double cpus) {
    double left = cpus;
    double weights = 0;
    for (int i = 0; i < active.size(); i++) {
      active.get(i).rate = -1;
      weights += active.get(i).weight;
    }
    // Each round either ends or satisfies at least one entity.
    for (int round = 0; round <= active.size(); round++) {
      double leftNow = left;
      double weightsNow = weights;
      for (int i = 0; i < active.size(); i++) {
        Entity each = active.get(i);
        if (each.rate < 0 && leftNow * each.weight >= each.runnable * weightsNow) {
          each.rate = each.runnable;
          left -= each.rate;
          weights -= each.weight;
        }
      }
      if (weights == weightsNow) {
        break;
      }
    }
    for (int i = 0; i < active.size(); i++) {
      Entity each = active.get(i);
      if (each.rate < 0) {
        each.rate = Math.max(0, left) * each.weight / weights;
      }
    }
  }

  /** Those who left took their lag with them: the rest shares it. */
  private static void centre(List<Entity> active) {
    double lags = 0;
    double rates = 0;
    for (int i = 0; i < active.size(); i++) {
      lags += active.get(i).lag;
      rates += active.get(i).rate;
    }
    for (int i = 0; i < active.size(); i++) {
      active.get(i).lag -= lags * active.get(i).rate / rates;
    }
  }
}
