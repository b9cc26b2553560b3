package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.ProportionalShares;
import java.util.List;

/**
 * First weights: they follow measured demand, with more room the more important the work is, so
 * that a burst of less important work does not reach the cliff of important work at once. Weights
 * share work-conserving: room that is not used costs nobody anything. Of a class that did nothing
 * yet nothing is known: it keeps the weight it was found with.
 */
final class FirstShares {
  /** Room by importance 1 to 5, and for discretionary work. */
  private static final double[] ROOM = {8, 5, 3, 2, 1.5, 0.5};

  private FirstShares() {}

  /**
   * @param running classes on which the kernel lets us act, and that used CPU
   * @return their weights, the sum as it was unless minimums or maximums forbid it
   */
  static int[] of(Picture picture, List<Integer> running) {
    int n = running.size();
    double[] demands = new double[n];
    int[] mins = new int[n];
    int[] maxs = new int[n];
    int sum = 0;
    for (int k = 0; k < n; k++) {
      int i = running.get(k);
      double load = Math.min(picture.cpus, picture.load[i]);
      demands[k] = load * ROOM[picture.importance(i) - 1];
      mins[k] = picture.situation.serviceClass(i).weights().min();
      maxs[k] = picture.situation.serviceClass(i).weights().max();
      sum += (int) picture.weight[i];
    }
    return ProportionalShares.withinBounds(sum, demands, mins, maxs);
  }
}
