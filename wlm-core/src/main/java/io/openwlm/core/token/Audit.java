package io.openwlm.core.token;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Adds up all holds and compares with what the accounts say is held. */
final class Audit {
  private Audit() {}

  static Set<String> wrong(LedgerState state) {
    Map<BudgetNode, long[]> sums = new HashMap<>();
    for (int slot = 0; slot < state.holds.slots(); slot++) {
      Hold hold = state.holds.at(slot);
      if (hold != null) {
        for (BudgetNode n = hold.node; n != null; n = n.parent) {
          long[] sum = sums.computeIfAbsent(n, _ -> new long[3]);
          sum[0] += hold.milliTokens;
          sum[1] += hold.nanoCost;
          sum[2]++;
        }
      }
    }
    Set<String> wrong = new HashSet<>();
    for (BudgetNode node : state.books.all()) {
      long[] sum = sums.getOrDefault(node, new long[3]);
      if (sum[0] != node.heldMilli || sum[1] != node.heldNano || sum[2] != node.heldRequests) {
        wrong.add(node.name());
      }
    }
    return wrong;
  }
}
