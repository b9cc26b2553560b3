package io.openwlm.model.token;

import java.util.Locale;

/** What a limit counts, and in which whole numbers it is kept. */
public enum BudgetUnit {
  /** Weighted tokens; kept in thousandths of a token. */
  TOKENS(1_000),
  /** Money by the price table, in its currency; kept in billionths. */
  COST(1_000_000_000),
  /** Requests that were let through. */
  REQUESTS(1);

  private final long perOne;

  BudgetUnit(long perOne) {
    this.perOne = perOne;
  }

  /** How many base units make one: 1,000 thousandths are a token. */
  public long perOne() {
    return perOne;
  }

  /** The key in definitions and JSON: {@code tokens}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
