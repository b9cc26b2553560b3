package io.openwlm.model.codec;

import io.openwlm.model.codec.BudgetDraft.AgentDraft;
import io.openwlm.model.codec.BudgetDraft.Shares;
import io.openwlm.model.codec.WindowReader.Limit;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent has that says nothing of it. Without a cap it may have all that its root has to
 * share. Without an entitlement it has, below an organisation, its part of the goal of its class;
 * else its cap. Without limits and without an organisation its limit is the goal's target.
 */
final class BudgetShares {
  private final Map<String, Integer> importance = new HashMap<>();
  private final Map<String, TokenTarget> targets = new HashMap<>();
  private final Map<String, Integer> sharers = new HashMap<>();

  BudgetShares(List<ClassDraft> classes, List<BudgetDraft> budgets) {
    for (ClassDraft c : classes) {
      if (c.name() != null
          && c.attributes() != null
          && c.attributes().periods().getFirst().goal() instanceof Goal.TokenBudgetGoal goal) {
        importance.put(c.name(), c.attributes().periods().getFirst().importance().level());
        TokenTarget.parse(goal.target()).ifPresent(t -> targets.put(c.name(), t));
      }
    }
    for (BudgetDraft b : budgets) {
      if (b.agent() != null && b.parent() != null && b.agent().shares().entitlement() == null) {
        sharers.merge(String.valueOf(b.agent().serviceClass()), 1, Integer::sum);
      }
    }
  }

  /** Floor, entitlement and cap in whole weighted tokens, maybe not in order. */
  record Resolved(long floor, long entitlement, long cap) {
    boolean rises() {
      return floor <= entitlement && entitlement <= cap;
    }
  }

  /** The limits of a budget. */
  List<BudgetLimit> limits(BudgetDraft budget) {
    List<BudgetLimit> limits = budget.limits().stream().map(Limit::limit).toList();
    boolean bare = budget.level() == Level.AGENT && budget.parent() == null && limits.isEmpty();
    return bare ? target(budget).stream().map(TokenTarget::limit).toList() : limits;
  }

  /** The limit that is shared out among the agents below a root; for a root agent its own. */
  Optional<BudgetLimit> shared(BudgetDraft budget) {
    BudgetDraft root = budget.root();
    return root.tokens()
        .or(() ->
            root.limits().isEmpty() ? target(root).map(TokenTarget::limit) : Optional.empty());
  }

  Resolved of(BudgetDraft budget, AgentDraft agent) {
    Shares written = agent.shares();
    Optional<BudgetLimit> shared = shared(budget);
    long most = shared.map(l -> l.amount() / l.unit().perOne()).orElse(AgentBudget.NO_CAP);
    long floor = written.floor() == null ? 0 : written.floor();
    long cap = written.cap() == null ? most : written.cap();
    Long entitlement = written.entitlement();
    if (entitlement == null) {
      long part = budget.parent() == null ? cap : goalPart(agent, shared, cap);
      entitlement = Math.max(floor, Math.min(part, cap));
    }
    return new Resolved(floor, entitlement, cap);
  }

  private long goalPart(AgentDraft agent, Optional<BudgetLimit> shared, long otherwise) {
    String name = String.valueOf(agent.serviceClass());
    TokenTarget target = targets.get(name);
    return target == null || shared.isEmpty()
        ? otherwise
        : target.tokensIn(shared.get().window()) / sharers.getOrDefault(name, 1);
  }

  private Optional<TokenTarget> target(BudgetDraft budget) {
    AgentDraft agent = budget.agent();
    return agent == null || agent.serviceClass() == null
        ? Optional.empty()
        : Optional.ofNullable(targets.get(agent.serviceClass()));
  }

  /** True for a class with a token goal. */
  boolean hasTokenGoal(String serviceClass) {
    return importance.containsKey(serviceClass);
  }

  AgentBudget.OnUnavailable usual(String serviceClass) {
    return AgentBudget.OnUnavailable.usual(importance.getOrDefault(serviceClass, 5));
  }
}
