package io.openwlm.tokens.journal;

import io.openwlm.core.port.Clock;
import io.openwlm.core.token.LedgerPicture;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.Reservation;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A small plan, a clock in hand, and calls. */
final class Samples {
  static final LedgerPlan PLAN = plan(OnUnavailable.DENY);

  private Samples() {}

  static LedgerPlan plan(OnUnavailable onUnavailable) {
    BudgetLimit limit =
        new BudgetLimit(
            BudgetUnit.TOKENS,
            1_000_000_000_000L,
            BudgetWindow.Aligned.of(BudgetWindow.Period.MONTH, ZoneOffset.UTC));
    TokenBudget acme =
        new TokenBudget("acme", TokenBudget.Level.ORGANISATION, null, List.of(limit), null);
    return LedgerPlan.of(
        new TokenBudgets(
            List.of(acme, agent("chat", onUnavailable), agent("scraper", onUnavailable)),
            TokenWeights.DEFAULT,
            null,
            null,
            null),
        TokenPrices.NONE,
        Map.of("C", new Importance(2)));
  }

  private static TokenBudget agent(String name, OnUnavailable onUnavailable) {
    long all = Long.MAX_VALUE / 2;
    return new TokenBudget(
        name,
        TokenBudget.Level.AGENT,
        "acme",
        List.of(),
        new AgentBudget("C", 0, all, all, List.of(), onUnavailable, List.of(), null, null));
  }

  /** A clock that stands unless it is moved. */
  static final class HandClock implements Clock {
    long nanos = 1_000_000_000L;
    long millis = 1_795_269_600_000L;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public long epochMillis() {
      return millis;
    }
  }

  static long reserve(TokenLedger ledger, String agent, long bytes, long output, long nowNanos) {
    Reservation ask = new Reservation();
    ask.agent = agent;
    ask.model = "m";
    ask.upstream = "u";
    ask.inputBytes = bytes;
    ask.maxOutputTokens = output;
    ask.leastOutputTokens = 1;
    ask.timeoutNanos = 600_000_000_000L;
    ledger.reserve(ask, nowNanos);
    return ask.hold;
  }

  static void call(TokenLedger ledger, String agent, long input, long output, long nowNanos) {
    long hold = reserve(ledger, agent, input, output, nowNanos);
    ledger.settle(hold, new TokenUsage(input, 0, 0, output, 0), false);
  }

  static LedgerPicture.Node node(TokenLedger ledger, String name) {
    return ledger.picture(0).nodes().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Whole tokens that count: spent and held. */
  static long counted(TokenLedger ledger, String name) {
    LedgerPicture.Node node = node(ledger, name);
    return (node.counts().spent().milliTokens() + node.held().milliTokens()) / 1_000;
  }
}
