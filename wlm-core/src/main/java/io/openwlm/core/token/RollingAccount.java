package io.openwlm.core.token;

import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetWindow;

/**
 * Spending in the last so many nanoseconds, in 60 stretches and the one that has begun: it forgets
 * a use at most a sixtieth of the window too late and never too early.
 */
final class RollingAccount extends LimitAccount {
  static final int STRETCHES = 60;
  private static final int SLOTS = STRETCHES + 1;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long lengthNanos;
  private final long stretchNanos;
  private final long[] spentIn = new long[SLOTS];

  /** Number of the newest stretch since the ledger's clock for intervals began. */
  private long newest;

  private long newestEndNanos;
  private long sum;

  RollingAccount(BudgetLimit limit, BudgetWindow.Rolling window) {
    super(limit);
    lengthNanos = window.nanos();
    stretchNanos = Math.ceilDiv(lengthNanos, STRETCHES);
    newestEndNanos = stretchNanos;
  }

  private void roll(LedgerTime time) {
    long now = time.intervalNanos();
    if (now < newestEndNanos) {
      return;
    }
    long number = now / stretchNanos;
    long steps = Math.min(number - newest, SLOTS);
    for (long i = 0; i < steps; i++) {
      int slot = (int) ((newest + 1 + i) % SLOTS);
      sum -= spentIn[slot];
      spentIn[slot] = 0;
    }
    newest = number;
    newestEndNanos = (number + 1) * stretchNanos;
  }

  @Override
  long spent(LedgerTime time) {
    roll(time);
    return sum;
  }

  @Override
  void charge(long base, long wallMillis, long intervalNanos, LedgerTime time) {
    roll(time);
    long number = Math.min(newest, intervalNanos / stretchNanos);
    if (number > newest - SLOTS) {
      int slot = (int) (number % SLOTS);
      long room = Math.min(base, Long.MAX_VALUE - sum);
      spentIn[slot] += room;
      sum += room;
    }
  }

  @Override
  long resetsEpochMillis(LedgerTime time) {
    roll(time);
    for (long number = newest - STRETCHES; number <= newest; number++) {
      if (number >= 0 && spentIn[(int) (number % SLOTS)] > 0) {
        long gone = (number + SLOTS) * stretchNanos;
        return time.wallMillis() + Math.ceilDiv(gone - time.intervalNanos(), NANOS_PER_MILLI);
      }
    }
    return 0;
  }

  @Override
  LedgerPicture.Limit picture(long increase, LedgerTime time) {
    return new LedgerPicture.Limit(
        limit,
        "",
        time.wallMillis() - lengthNanos / NANOS_PER_MILLI,
        resetsEpochMillis(time),
        amountWith(increase),
        sum);
  }

  @Override
  SavedAccount save(LedgerTime time) {
    roll(time);
    long[] newestFirst = new long[SLOTS];
    for (int i = 0; i < SLOTS && i <= newest; i++) {
      newestFirst[i] = spentIn[(int) ((newest - i) % SLOTS)];
    }
    return new SavedAccount(
        unit, SavedAccount.describe(limit.window()), lengthNanos, 0, sum, newest, newestFirst);
  }

  @Override
  void restore(SavedAccount saved, LedgerTime time) {
    roll(time);
    for (int i = 0; i < saved.stretches().length; i++) {
      long number = saved.newest() - i;
      if (number >= 0) {
        charge(saved.stretches()[i], 0, number * stretchNanos, time);
      }
    }
  }
}
