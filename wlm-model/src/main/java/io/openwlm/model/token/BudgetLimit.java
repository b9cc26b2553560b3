package io.openwlm.model.token;

import java.math.BigDecimal;

/**
 * So much of a unit in a window.
 *
 * @param amount in base units of {@code unit}, above 0: {@link BudgetUnit#perOne}
 */
public record BudgetLimit(BudgetUnit unit, long amount, BudgetWindow window) {
  public BudgetLimit {
    if (amount <= 0) {
      throw new IllegalArgumentException("a limit is above 0: " + amount);
    }
  }

  /** The amount in whole units, without an exponent: {@code 20000}, {@code 0.5}. */
  public String plainAmount() {
    return BigDecimal.valueOf(amount)
        .divide(BigDecimal.valueOf(unit.perOne()))
        .stripTrailingZeros()
        .toPlainString();
  }
}
