package io.openwlm.core.token;

import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.BudgetWindow.Period;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenWeights;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans of ledgers for tests: organisation acme, team research, agents as they are added. */
final class Plans {
  static final BudgetWindow HOUR = BudgetWindow.Aligned.of(Period.HOUR, ZoneOffset.UTC);
  static final BudgetWindow DAY = BudgetWindow.Aligned.of(Period.DAY, ZoneOffset.UTC);

  /** 2026-11-21T14:00:00Z. */
  static final long START_MILLIS = 1_795_269_600_000L;

  private final List<TokenBudget> budgets = new ArrayList<>();
  private TokenWeights weights = new TokenWeights(List.of(1000, 1000, 1000, 1000, 1000), List.of());
  private TokenPrices prices = TokenPrices.NONE;
  private LedgerShape shape = LedgerShape.DEFAULT;

  static BudgetLimit tokens(long tokens, BudgetWindow window) {
    return new BudgetLimit(BudgetUnit.TOKENS, tokens * BudgetUnit.TOKENS.perOne(), window);
  }

  static BudgetLimit requests(long requests, BudgetWindow window) {
    return new BudgetLimit(BudgetUnit.REQUESTS, requests, window);
  }

  static BudgetWindow rolling(long seconds) {
    return new BudgetWindow.Rolling(seconds * 1_000_000_000L);
  }

  Plans organisation(BudgetLimit... limits) {
    budgets.add(new TokenBudget("acme", Level.ORGANISATION, null, List.of(limits), null));
    return this;
  }

  Plans team(BudgetLimit... limits) {
    budgets.add(new TokenBudget("research", Level.TEAM, "acme", List.of(limits), null));
    return this;
  }

  Plans agent(String name, @Nullable String parent, BudgetLimit... limits) {
    return agent(name, parent, List.of(), OnUnavailable.DENY, limits);
  }

  Plans agent(
      String name,
      @Nullable String parent,
      List<BudgetLimit> session,
      OnUnavailable onUnavailable,
      BudgetLimit... limits) {
    AgentBudget part =
        new AgentBudget(
            name.toUpperCase(java.util.Locale.ROOT),
            0,
            Long.MAX_VALUE / 2,
            Long.MAX_VALUE / 2,
            session,
            onUnavailable,
            List.of(),
            null,
            null);
    budgets.add(new TokenBudget(name, Level.AGENT, parent, List.of(limits), part));
    return this;
  }

  Plans weights(TokenWeights changed) {
    weights = changed;
    return this;
  }

  Plans prices(TokenPrices changed) {
    prices = changed;
    return this;
  }

  Plans shape(LedgerShape changed) {
    shape = changed;
    return this;
  }

  LedgerPlan plan() {
    return new LedgerPlan(
        new TokenBudgets(budgets, weights, null, null, null),
        prices,
        Map.of("CHAT", new Importance(1), "SCRAPER", new Importance(5)),
        shape);
  }

  /** One organisation with a team and the agents chat and scraper below it. */
  static LedgerPlan usual(long tokensAnHour) {
    return new Plans()
        .organisation(tokens(tokensAnHour, HOUR))
        .team(tokens(tokensAnHour, DAY))
        .agent("chat", "research")
        .agent("scraper", "research", requests(1_000_000, rolling(60)))
        .plan();
  }
}
