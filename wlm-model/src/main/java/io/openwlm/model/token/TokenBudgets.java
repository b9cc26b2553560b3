package io.openwlm.model.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All token budgets of a definition.
 *
 * @param budgets parents before their children; unique names; every service class with a token goal
 *     has at least one agent
 * @param priceTable absolute path of a price table; null for none: then no limit is in money
 * @param signalDirectory absolute path; below it one state file for each agent; null for none
 * @param proxy null while it is not configured
 */
public record TokenBudgets(
    List<TokenBudget> budgets,
    TokenWeights weights,
    @Nullable String priceTable,
    @Nullable String signalDirectory,
    @Nullable LlmProxySettings proxy) {
  public static final TokenBudgets NONE =
      new TokenBudgets(List.of(), TokenWeights.DEFAULT, null, null, null);

  public TokenBudgets {
    budgets = List.copyOf(budgets);
  }

  /** The same with other budgets. */
  public TokenBudgets with(List<TokenBudget> changed) {
    return new TokenBudgets(changed, weights, priceTable, signalDirectory, proxy);
  }
}
