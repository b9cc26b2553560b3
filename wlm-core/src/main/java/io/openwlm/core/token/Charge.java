package io.openwlm.core.token;

import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.TokenUsage;

/** What one call used, on its way into the accounts. One object is used again and again. */
final class Charge {
  long milli;
  long nano;
  long requests;
  long wallMillis;
  long intervalNanos;
  TokenUsage usage = TokenUsage.NONE;
  boolean estimated;

  /** What of the call was known already and is not in the numbers above. */
  final long[] matched = new long[CrossCheck.PARTS];

  boolean isMatched;

  long of(BudgetUnit unit) {
    return switch (unit) {
      case TOKENS -> milli;
      case COST -> nano;
      case REQUESTS -> requests;
    };
  }
}
