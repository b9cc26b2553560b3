package io.openwlm.core.token;

import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetWindow;
import org.jspecify.annotations.Nullable;

/**
 * Spending in windows of a calendar. What was let through in the window before is charged there,
 * however late it ends.
 */
final class AlignedAccount extends LimitAccount {
  private final WindowEdges edges;
  private long startMillis;
  private long endMillis;

  /** The window's name, once somebody asked. */
  private @Nullable String id;

  private long spent;
  private long beforeSpent;

  AlignedAccount(BudgetLimit limit, BudgetWindow.Aligned window, LedgerTime time) {
    super(limit);
    edges = new WindowEdges(window);
    enter(time.wallMillis());
  }

  private void enter(long wallMillis) {
    startMillis = edges.start(wallMillis);
    endMillis = edges.end(wallMillis);
    id = null;
  }

  private void roll(LedgerTime time) {
    long wall = time.wallMillis();
    if (wall >= endMillis) {
      long end = endMillis;
      enter(wall);
      beforeSpent = startMillis == end ? spent : 0;
      spent = 0;
    }
  }

  @Override
  long spent(LedgerTime time) {
    if (time.wallMillis() >= endMillis) {
      roll(time);
    }
    return spent;
  }

  @Override
  void charge(long base, long wallMillis, long intervalNanos, LedgerTime time) {
    roll(time);
    if (wallMillis >= startMillis) {
      spent = Amount.plus(spent, base);
    } else {
      beforeSpent = Amount.plus(beforeSpent, base);
    }
  }

  @Override
  long resetsEpochMillis(LedgerTime time) {
    roll(time);
    return endMillis;
  }

  @Override
  LedgerPicture.Limit picture(long increase, LedgerTime time) {
    roll(time);
    String name = id;
    if (name == null) {
      name = edges.id(startMillis);
      id = name;
    }
    return new LedgerPicture.Limit(
        limit, name, startMillis, endMillis, amountWith(increase), spent);
  }

  @Override
  SavedAccount save(LedgerTime time) {
    roll(time);
    return new SavedAccount(
        unit,
        SavedAccount.describe(limit.window()),
        LedgerBooks.nanos(limit.window()),
        endMillis,
        spent,
        0,
        new long[0]);
  }

  @Override
  void restore(SavedAccount saved, LedgerTime time) {
    roll(time);
    if (saved.endMillis() > time.wallMillis()) {
      spent = Amount.plus(spent, saved.spent());
    }
  }
}
