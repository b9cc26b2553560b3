package io.openwlm.core.token;

import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import java.util.Locale;

/**
 * What was spent of a limit, apart from its amount.
 *
 * @param window in words, without the amount
 * @param lengthNanos about how long the window is
 * @param endMillis when an aligned window ends, by the ledger's wall clock
 * @param spent in the window of the moment
 * @param newest number of the newest stretch of a rolling window
 * @param stretches what was spent in each stretch of a rolling window, newest first; empty for an
 *     aligned one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record SavedAccount(
    BudgetUnit unit,
    String window,
    long lengthNanos,
    long endMillis,
    long spent,
    long newest,
    long[] stretches) {

  /** A window in words, equal for equal windows. */
  static String describe(BudgetWindow window) {
    return switch (window) {
      case BudgetWindow.Rolling rolling -> "rolling " + rolling.nanos();
      case BudgetWindow.Session _ -> "session";
      case BudgetWindow.Aligned a ->
          String.join(
              " ",
              a.period().name().toLowerCase(Locale.ROOT),
              a.zone().getId(),
              a.startsAt().toString(),
              a.weekStart().name().toLowerCase(Locale.ROOT));
    };
  }
}
