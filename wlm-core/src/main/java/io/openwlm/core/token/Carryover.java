package io.openwlm.core.token;

import io.openwlm.model.token.BudgetUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a limit begins with when the definition of its budget changed. A limit of the same
 * unit and window goes on where it was, whatever its amount is now. A new window begins with what
 * was spent in the shortest known window of that unit that is at least as long, else in the longest
 * one: it may begin with too much, never with too little of what the ledger knows.
 */
final class Carryover {
  private Carryover() {}

  static void restore(List<SavedAccount> saved, LimitAccount account, LedgerTime time) {
    String window = SavedAccount.describe(account.limit.window());
    for (SavedAccount candidate : saved) {
      if (candidate.unit() == account.unit && candidate.window().equals(window)) {
        account.restore(candidate, time);
        return;
      }
    }
    SavedAccount like = nearest(saved, account.unit, LedgerBooks.nanos(account.limit.window()));
    if (like != null) {
      account.charge(like.spent(), time.wallMillis(), time.intervalNanos(), time);
    }
  }

  private static @Nullable SavedAccount nearest(
      List<SavedAccount> saved, BudgetUnit unit, long nanos) {
    SavedAccount longer = null;
    SavedAccount longest = null;
    for (SavedAccount a : saved) {
      if (a.unit() == unit) {
        if (a.lengthNanos() >= nanos
            && (longer == null || a.lengthNanos() < longer.lengthNanos())) {
          longer = a;
        }
        if (longest == null || a.lengthNanos() > longest.lengthNanos()) {
          longest = a;
        }
      }
    }
    return longer != null ? longer : longest;
  }
}
