package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.ProviderLimit;
import io.openwlm.model.token.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the control tick, operators and providers tell a ledger. The ledger's lock guards it; see
 * {@link TokenLedger} for what each does.
 */
final class LedgerOperators {
  private final LedgerState state;
  private final LedgerLog log;

  LedgerOperators(LedgerState state, LedgerLog log) {
    this.state = state;
    this.log = log;
  }

  void setGrants(Map<String, Long> milliTokens) {
    milliTokens.forEach((name, milli) -> {
      AgentPart agent = agent(name);
      if (agent != null) {
        agent.grantMilli = Math.max(0, milli);
        agent.granted = true;
      }
    });
  }

  void setSignals(Map<String, Signal> signals) {
    signals.forEach((name, signal) -> {
      AgentPart agent = agent(name);
      if (agent != null) {
        agent.signal = signal;
      }
    });
  }

  private @Nullable AgentPart agent(String name) {
    BudgetNode node = state.books.find(name);
    return node == null ? null : node.agent;
  }

  /**
   * Stops, or with no reason lets go on.
   *
   * @param budget null for everything
   */
  boolean stop(@Nullable String budget, @Nullable String reason) {
    BudgetNode node = budget == null ? null : state.books.find(budget);
    if (budget != null && node == null) {
      return false;
    }
    if (node == null) {
      state.stopped = reason;
    } else {
      node.stopped = reason;
    }
    if (reason == null) {
      log.go(node);
    } else {
      log.stop(node, reason);
    }
    return true;
  }

  boolean increase(String budget, long milliTokens, long untilEpochMillis) {
    BudgetNode node = state.books.find(budget);
    Increases.Increase increase = new Increases.Increase(milliTokens, untilEpochMillis);
    if (node == null || milliTokens <= 0 || !node.increases.add(increase)) {
      return false;
    }
    log.increase(node, increase);
    return true;
  }

  /** There are only so many ceilings: a ledger does not grow by names that others choose. */
  void providerCeiling(
      String upstream, String model, ProviderLimit limit, long amount, long untilEpochMillis) {
    int most = state.books.plan.shape().maxModels();
    ProviderCeiling ceiling = state.ceilings.made(upstream, model, most, state.time.wallMillis());
    if (ceiling != null) {
      ceiling.say(limit, Math.max(0, amount), untilEpochMillis);
    }
  }
}
