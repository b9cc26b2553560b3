package io.openwlm.core.token;

import io.openwlm.model.token.BudgetUnit;

/** What a session used of each unit since it began. The agent's limits for sessions are for it. */
final class Session {
  final String id;
  long spentMilli;
  long spentNano;
  long spentRequests;
  long heldMilli;
  long heldNano;
  long heldRequests;
  long lastNanos;

  Session(String id) {
    this.id = id;
  }

  long spent(BudgetUnit unit) {
    return switch (unit) {
      case TOKENS -> spentMilli;
      case COST -> spentNano;
      case REQUESTS -> spentRequests;
    };
  }

  long held(BudgetUnit unit) {
    return switch (unit) {
      case TOKENS -> heldMilli;
      case COST -> heldNano;
      case REQUESTS -> heldRequests;
    };
  }

  void hold(long milli, long nano, long calls) {
    heldMilli += milli;
    heldNano += nano;
    heldRequests += calls;
  }

  void charge(Charge charge) {
    spentMilli = Amount.plus(spentMilli, charge.milli);
    spentNano = Amount.plus(spentNano, charge.nano);
    spentRequests += charge.requests;
  }

  boolean idle() {
    return heldRequests == 0;
  }
}
