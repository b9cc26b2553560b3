package io.openwlm.model.codec;

import io.openwlm.model.codec.BudgetDraft.AgentDraft;
import io.openwlm.model.codec.BudgetDraft.Budgets;
import io.openwlm.model.codec.BudgetDraft.Identity;
import io.openwlm.model.codec.BudgetShares.Resolved;
import io.openwlm.model.definition.ImpliedAgents;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudgets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes token budgets out of what was read without an error. */
final class BudgetBuild {
  private BudgetBuild() {}

  /** The budgets, with what was left out, and with the agents that nobody wrote down. */
  static TokenBudgets of(Budgets read, List<ClassDraft> drafts, List<ServiceClass> classes) {
    BudgetShares shares = new BudgetShares(drafts, read.list());
    List<TokenBudget> written = read.list().stream().map(b -> budget(b, shares)).toList();
    return new TokenBudgets(
        ImpliedAgents.complete(written, classes),
        read.weights(),
        read.priceTable(),
        read.signalDirectory(),
        read.proxy());
  }

  private static TokenBudget budget(BudgetDraft b, BudgetShares shares) {
    BudgetDraft parent = b.parent();
    return new TokenBudget(
        Objects.requireNonNull(b.name()),
        b.level(),
        parent == null ? null : parent.name(),
        shares.limits(b),
        agent(b, shares));
  }

  private static @Nullable AgentBudget agent(BudgetDraft b, BudgetShares shares) {
    AgentDraft agent = b.agent();
    if (agent == null) {
      return null;
    }
    Resolved r = shares.of(b, agent);
    String serviceClass = Objects.requireNonNull(agent.serviceClass());
    return new AgentBudget(
        serviceClass,
        r.floor(),
        r.entitlement(),
        r.cap(),
        agent.sessionLimits(),
        agent.onUnavailable() == null ? shares.usual(serviceClass) : agent.onUnavailable(),
        agent.identities().stream().map(Identity::identity).toList(),
        agent.signalFile(),
        agent.counterFile());
  }
}
