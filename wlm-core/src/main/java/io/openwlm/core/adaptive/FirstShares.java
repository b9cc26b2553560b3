package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.ProportionalShares;
import java.util.List;

/**
 * First weights: they follow measured demand, with more room the more important the work is, so
 * that a burst of less important work does not reach the cliff of important work at once. Weights
 * share work-conserving: room that is not used costs nobody anything.
 */
final class FirstShares {
  /** Every class counts as needing at least this much of a CPU. */
  private static final double MIN_CPUS = 0.05;

  /** Room by importance 1 to 5, and for discretionary work. */
  private static final double[] ROOM = {8, 5, 3, 2, 1.5, 0.5};

  private FirstShares() {}

  /**
   * @param usable classes on which the kernel lets us act
   * @return the weights, their sum as it was unless minimums or maximums forbid it; empty if
   *     nothing ran yet, so that there is nothing to go by
   */
  static int[] of(Picture picture, List<Integer> usable) {
    int n = usable.size();
    double[] demands = new double[n];
    int[] mins = new int[n];
    int[] maxs = new int[n];
    int sum = 0;
    double used = 0;
    for (int k = 0; k < n; k++) {
      int i = usable.get(k);
      used += picture.used[i];
      double load = Math.min(picture.cpus, Math.max(MIN_CPUS, picture.load[i]));
      demands[k] = load * ROOM[picture.importance(i) - 1];
      mins[k] = picture.situation.serviceClass(i).weights().min();
      maxs[k] = picture.situation.serviceClass(i).weights().max();
      sum += (int) picture.weight[i];
    }
    return used < MIN_CPUS ? new int[0] : ProportionalShares.withinBounds(sum, demands, mins, maxs);
  }
}
