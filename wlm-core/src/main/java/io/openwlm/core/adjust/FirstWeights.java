package io.openwlm.core.adjust;

import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.WeightChange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * First weights in proportion to the CPU that each class uses now, so that taking over changes
 * nobody's share. Equal weights would: a class that needs more than an equal share falls off a
 * cliff (p99 of 1,095 ms against 25 ms in one measurement).
 */
final class FirstWeights {
  /** Every class counts as using at least this much of a CPU. */
  static final double MIN_CPUS = 0.05;

  private FirstWeights() {}

  /**
   * Sets the weights; the sum stays what the kernel has, unless minimums or maximums forbid it.
   *
   * @return false if nothing ran yet, so that there is nothing to go by
   */
  static boolean set(Ledger ledger, List<Integer> usable) {
    Situation s = ledger.situation;
    int n = usable.size();
    double[] demands = new double[n];
    int[] mins = new int[n];
    int[] maxs = new int[n];
    int sum = 0;
    double used = 0;
    for (int k = 0; k < n; k++) {
      int i = usable.get(k);
      used += s.measured(i).cpusUsed();
      demands[k] = Math.max(MIN_CPUS, s.measured(i).cpusUsed());
      mins[k] = ledger.range(i).min();
      maxs[k] = ledger.range(i).max();
      sum += ledger.weight(i);
    }
    if (used < MIN_CPUS || n == 0) {
      return false;
    }
    int[] shares = ProportionalShares.withinBounds(sum, demands, mins, maxs);
    List<WeightChange> changes = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      int i = usable.get(k);
      if (shares[k] != ledger.weight(i)) {
        changes.add(
            new WeightChange(
                s.serviceClass(i).name(),
                ledger.weight(i),
                shares[k],
                ReasonCode.INITIAL_FROM_DEMAND));
        ledger.setWeight(i, shares[k]);
      }
    }
    if (!changes.isEmpty()) {
      ledger.adjustments.add(
          new Adjustment(
              ReasonCode.INITIAL_FROM_DEMAND,
              null,
              OptionalDouble.empty(),
              null,
              changes,
              List.of()));
    }
    return true;
  }
}
