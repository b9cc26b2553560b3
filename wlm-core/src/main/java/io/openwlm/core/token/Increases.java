package io.openwlm.core.token;

import java.util.ArrayList;
import java.util.List;

/** By how much the token limits of a budget are raised, each until its time. */
final class Increases {
  private static final int MOST = 64;

  /**
   * One increase.
   *
   * @param untilMillis by the ledger's wall clock
   */
  record Increase(long milliTokens, long untilMillis) {}

  private final List<Increase> all = new ArrayList<>();
  private long sum;
  private long nextEndMillis = Long.MAX_VALUE;

  /** The sum of those in force now. */
  long now(LedgerTime time) {
    if (time.wallMillis() >= nextEndMillis) {
      all.removeIf(i -> i.untilMillis() <= time.wallMillis());
      add();
    }
    return sum;
  }

  /**
   * Adds one.
   *
   * @return false if there are too many already
   */
  boolean add(Increase increase) {
    if (all.size() >= MOST) {
      return false;
    }
    all.add(increase);
    add();
    return true;
  }

  private void add() {
    sum = 0;
    nextEndMillis = Long.MAX_VALUE;
    for (Increase increase : all) {
      sum = Amount.plus(sum, increase.milliTokens());
      nextEndMillis = Math.min(nextEndMillis, increase.untilMillis());
    }
  }

  List<Increase> all() {
    return List.copyOf(all);
  }
}
