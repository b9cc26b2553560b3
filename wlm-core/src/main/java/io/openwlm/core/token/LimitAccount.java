package io.openwlm.core.token;

import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;

/**
 * What was spent of one limit. Not safe for threads: the ledger's lock guards it. Spending goes up
 * within a window and starts again at 0 with the next one; windows only go forward.
 */
abstract sealed class LimitAccount permits AlignedAccount, RollingAccount {
  final BudgetLimit limit;
  final BudgetUnit unit;
  final long amount;

  LimitAccount(BudgetLimit limit) {
    this.limit = limit;
    unit = limit.unit();
    amount = limit.amount();
  }

  /** An account in the window of a limit, with nothing spent. */
  static LimitAccount open(BudgetLimit limit, LedgerTime time) {
    return switch (limit.window()) {
      case BudgetWindow.Aligned aligned -> new AlignedAccount(limit, aligned, time);
      case BudgetWindow.Rolling rolling -> new RollingAccount(limit, rolling);
      case BudgetWindow.Session _ ->
          throw new IllegalArgumentException("a session's limit belongs to an agent's sessions");
    };
  }

  /** What was spent in the window of now. */
  abstract long spent(LedgerTime time);

  /**
   * Adds what was spent.
   *
   * @param base units of the limit, 0 or more
   * @param wallMillis when it was let through, by the ledger's wall clock
   * @param intervalNanos the same by its clock for intervals
   */
  abstract void charge(long base, long wallMillis, long intervalNanos, LedgerTime time);

  /** When the window ends or, for a rolling one, its oldest use falls out; 0 if never. */
  abstract long resetsEpochMillis(LedgerTime time);

  abstract SavedAccount save(LedgerTime time);

  /** Goes on where an account of the same window was. */
  abstract void restore(SavedAccount saved, LedgerTime time);

  /** As a reader sees it. */
  abstract LedgerPicture.Limit picture(long increase, LedgerTime time);

  /** The amount with an increase, which only limits on tokens have. */
  final long amountWith(long increaseMilli) {
    return unit == BudgetUnit.TOKENS ? Amount.plus(amount, increaseMilli) : amount;
  }
}
