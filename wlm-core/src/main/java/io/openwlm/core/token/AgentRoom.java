package io.openwlm.core.token;

import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.Signal;

/**
 * What an agent has left now.
 *
 * @param remainingMilli thousandths of weighted tokens that a call could still hold
 * @param resetsEpochMillis when the budget with the least has more; 0 if nobody knows
 */
public record AgentRoom(
    String agent, String serviceClass, Signal signal, long remainingMilli, long resetsEpochMillis) {

  static AgentRoom of(BudgetNode node, AgentPart part, LedgerState state) {
    LedgerTime time = state.time;
    boolean stopped = state.stopped != null || node.stoppedAt() != null;
    long cap = part.grantAccount.amountWith(node.increases.now(time));
    long least = Math.min(part.grantMilli, cap) - part.grantAccount.spent(time) - node.heldMilli;
    long resets = part.grantAccount.resetsEpochMillis(time);
    for (BudgetNode n = node; n != null; n = n.parent) {
      for (LimitAccount account : n.accounts) {
        if (account.unit == BudgetUnit.TOKENS && n.room(account, time) < least) {
          least = n.room(account, time);
          resets = account.resetsEpochMillis(time);
        }
      }
    }
    return new AgentRoom(
        node.name(),
        part.agent.serviceClass(),
        stopped ? Signal.BLACK : part.signal,
        Math.max(0, least),
        resets);
  }
}
