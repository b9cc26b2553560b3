package io.openwlm.core.adaptive;

import java.util.Arrays;

/**
 * Work-conserving weighted sharing: in each family of siblings every class gets what it demands or
 * its fair part of what the satisfied leave, whichever is less (water-filling). Allocates nothing
 * after construction; one thread.
 *
 * <p>Invariant: no class gets more than it demands, nor a family more than its capacity.
 */
final class ShareSolver {
  private static final int MAX_ROUNDS = 64;

  private final int[] family;
  private final double[] capacity;
  private final boolean[] satisfied;

  /** One slot per family: what is left, and the weight of those who want more. */
  private final double[] left;

  private final double[] open;
  private final double[] fair;

  /** One slot per family: CPUs for each unit of weight of those who want more. */
  private final double[] level;

  private final double[] idle;
  private final double[] demandingWeight;

  /** All classes are siblings. */
  ShareSolver(int classes, double capacity) {
    this(new int[classes], new double[] {capacity});
  }

  /**
   * @param family of each class, from 0 on
   * @param capacity CPUs that each family has
   */
  ShareSolver(int[] family, double[] capacity) {
    this.family = family;
    this.capacity = capacity;
    satisfied = new boolean[family.length];
    left = new double[capacity.length];
    open = new double[capacity.length];
    fair = new double[capacity.length];
    level = new double[capacity.length];
    idle = new double[capacity.length];
    demandingWeight = new double[capacity.length];
  }

  /**
   * @param demand CPUs wanted, 0 or more each
   * @param weight above 0 for every class that demands
   * @param share CPUs given, filled
   */
  void solve(double[] demand, double[] weight, double[] share) {
    start(demand, weight, share);
    boolean changed = true;
    for (int round = 0; round < MAX_ROUNDS && changed; round++) {
      for (int f = 0; f < fair.length; f++) {
        fair[f] = open[f] > 0 ? Math.max(0, left[f]) / open[f] : 0;
      }
      changed = false;
      for (int i = 0; i < demand.length; i++) {
        int f = family[i];
        if (!satisfied[i] && demand[i] <= weight[i] * fair[f]) {
          satisfied[i] = true;
          share[i] = demand[i];
          left[f] -= demand[i];
          changed = true;
        }
      }
      if (changed) {
        sumOpen(weight);
      }
    }
    for (int f = 0; f < open.length; f++) {
      level[f] = open[f] > 0 ? Math.max(0, left[f]) / open[f] : Double.POSITIVE_INFINITY;
      idle[f] = open[f] > 0 ? 0 : Math.max(0, left[f]);
    }
    for (int i = 0; i < demand.length; i++) {
      if (!satisfied[i]) {
        share[i] = weight[i] * level[family[i]];
      }
    }
  }

  private void start(double[] demand, double[] weight, double[] share) {
    System.arraycopy(capacity, 0, left, 0, capacity.length);
    Arrays.fill(demandingWeight, 0);
    for (int i = 0; i < demand.length; i++) {
      satisfied[i] = demand[i] <= 0 || weight[i] <= 0;
      share[i] = 0;
      demandingWeight[family[i]] += demand[i] > 0 ? weight[i] : 0;
    }
    sumOpen(weight);
  }

  /** Summed anew each round, so that rounding errors do not add up. */
  private void sumOpen(double[] weight) {
    Arrays.fill(open, 0);
    for (int i = 0; i < weight.length; i++) {
      open[family[i]] += satisfied[i] ? 0 : weight[i];
    }
  }

  /** What a class could get at most if it demanded more, the others as they are. */
  double available(int i, double[] weight, double[] share) {
    if (!satisfied[i]) {
      return share[i];
    }
    int f = family[i];
    double own = weight[i];
    double squeezed = open[f] > 0 ? own / (own + open[f]) * (open[f] * level[f] + share[i]) : 0;
    boolean counted = share[i] > 0;
    double part = capacity[f] * own / (counted ? demandingWeight[f] : demandingWeight[f] + own);
    return Math.min(capacity[f], Math.max(share[i] + idle[f], Math.max(squeezed, part)));
  }
}
