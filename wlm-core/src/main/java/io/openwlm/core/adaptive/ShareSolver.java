package io.openwlm.core.adaptive;

/**
 * Work-conserving weighted sharing: every class gets what it demands or its fair part of what the
 * satisfied leave, whichever is less (water-filling). Allocates nothing; one thread.
 *
 * <p>Invariant: no class gets more than it demands, nor all together more than the capacity.
 */
final class ShareSolver {
  private static final int MAX_ROUNDS = 64;

  private final boolean[] satisfied;
  private double level;
  private double unsatisfiedWeight;
  private double idle;

  ShareSolver(int classes) {
    satisfied = new boolean[classes];
  }

  /**
   * @param capacity CPUs
   * @param demand CPUs wanted, 0 or more each
   * @param weight above 0 for every class that demands
   * @param share CPUs given, filled
   */
  void solve(double capacity, double[] demand, double[] weight, double[] share) {
    double left = capacity;
    double open = 0;
    for (int i = 0; i < demand.length; i++) {
      satisfied[i] = demand[i] <= 0 || weight[i] <= 0;
      share[i] = 0;
      open += satisfied[i] ? 0 : weight[i];
    }
    for (int round = 0; round < MAX_ROUNDS && open > 0; round++) {
      double fair = Math.max(0, left) / open;
      boolean changed = false;
      for (int i = 0; i < demand.length; i++) {
        if (!satisfied[i] && demand[i] <= weight[i] * fair) {
          satisfied[i] = true;
          share[i] = demand[i];
          left -= demand[i];
          open -= weight[i];
          changed = true;
        }
      }
      if (!changed) {
        break;
      }
      open = openWeight(demand, weight);
    }
    level = open > 0 ? Math.max(0, left) / open : Double.POSITIVE_INFINITY;
    unsatisfiedWeight = open;
    idle = open > 0 ? 0 : Math.max(0, left);
    for (int i = 0; i < demand.length; i++) {
      if (!satisfied[i]) {
        share[i] = weight[i] * level;
      }
    }
  }

  /** Summed anew each round, so that rounding errors do not add up. */
  private double openWeight(double[] demand, double[] weight) {
    double open = 0;
    for (int i = 0; i < demand.length; i++) {
      open += satisfied[i] ? 0 : weight[i];
    }
    return open;
  }

  /** True if the class got all that it demands. */
  boolean isSatisfied(int i) {
    return satisfied[i];
  }

  /**
   * What a class could get at most if it demanded more, the others as they are.
   *
   * @param totalWeight weight of all classes that demand anything
   */
  double available(int i, double[] weight, double[] share, double capacity, double totalWeight) {
    if (!satisfied[i]) {
      return share[i];
    }
    double own = weight[i];
    double squeezed =
        unsatisfiedWeight > 0
            ? own / (own + unsatisfiedWeight) * (unsatisfiedWeight * level + share[i])
            : 0;
    boolean counted = share[i] > 0;
    double fair = capacity * own / (counted ? totalWeight : totalWeight + own);
    return Math.min(capacity, Math.max(share[i] + idle, Math.max(squeezed, fair)));
  }
}
