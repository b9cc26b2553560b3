package io.openwlm.core.token;

import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a ledger keeps accounts for.
 *
 * @param prices what models cost; a model without a price cannot be used below a limit in money
 * @param importanceByClass importance of each service class that an agent names
 * @param shape how large the ledger may get
 */
public record LedgerPlan(
    TokenBudgets budgets,
    TokenPrices prices,
    Map<String, Importance> importanceByClass,
    LedgerShape shape) {
  public LedgerPlan {
    importanceByClass = Map.copyOf(importanceByClass);
    Set<String> seen = new HashSet<>();
    for (TokenBudget budget : budgets.budgets()) {
      String parent = budget.parent();
      if (parent != null && !seen.contains(parent)) {
        throw new IllegalArgumentException("a budget stands before its parent: " + budget.name());
      }
      if (!seen.add(budget.name())) {
        throw new IllegalArgumentException("two budgets of one name: " + budget.name());
      }
    }
  }

  public static LedgerPlan of(
      TokenBudgets budgets, TokenPrices prices, Map<String, Importance> importanceByClass) {
    return new LedgerPlan(budgets, prices, importanceByClass, LedgerShape.DEFAULT);
  }

  /** The importance of an agent's class; discretionary if nobody said. */
  Importance importance(TokenBudget budget) {
    var agent = budget.agent();
    return agent == null
        ? Importance.DISCRETIONARY
        : importanceByClass.getOrDefault(agent.serviceClass(), Importance.DISCRETIONARY);
  }
}
