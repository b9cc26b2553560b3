package io.openwlm.model.definition;

import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The agents that nobody wrote down: a service class with a token goal that no agent names has one
 * of its own name, whose limit is the goal's target. They stand behind all other budgets, in the
 * order of the classes.
 */
public final class ImpliedAgents {
  private ImpliedAgents() {}

  /** The budgets, and behind them one for each class with a token goal that has none. */
  public static List<TokenBudget> complete(List<TokenBudget> written, List<ServiceClass> classes) {
    Set<String> served = new HashSet<>();
    for (TokenBudget budget : written) {
      if (budget.agent() != null) {
        served.add(budget.agent().serviceClass());
      }
    }
    List<TokenBudget> all = new ArrayList<>(written);
    for (ServiceClass c : classes) {
      if (!served.contains(c.name())) {
        of(c).ifPresent(all::add);
      }
    }
    return List.copyOf(all);
  }

  /** The budgets without those that {@link #complete} puts behind the rest by itself. */
  public static List<TokenBudget> written(List<TokenBudget> budgets, List<ServiceClass> classes) {
    Set<TokenBudget> implied = new HashSet<>();
    classes.forEach(c -> of(c).ifPresent(implied::add));
    int end = budgets.size();
    while (end > 0 && implied.contains(budgets.get(end - 1))) {
      end--;
    }
    List<TokenBudget> written = budgets.subList(0, end);
    return complete(written, classes).equals(budgets) ? written : budgets;
  }

  /** The definition with other classes; the agents that nobody wrote down follow their goals. */
  static ServiceDefinition follow(ServiceDefinition definition, ServiceClasses changed) {
    HostSettings host = definition.host();
    List<TokenBudget> budgets = host.tokens().budgets();
    List<TokenBudget> written = written(budgets, definition.serviceClasses());
    List<TokenBudget> followed = complete(written, changed.serviceClasses());
    ServiceDefinition with = definition.with(changed);
    return followed.equals(budgets) ? with : with.with(host.with(host.tokens().with(followed)));
  }

  private static Optional<TokenBudget> of(ServiceClass c) {
    return c.goal() instanceof Goal.TokenBudgetGoal goal
        ? TokenTarget.parse(goal.target()).map(t -> agent(c, t.limit()))
        : Optional.empty();
  }

  private static TokenBudget agent(ServiceClass c, BudgetLimit limit) {
    long tokens = limit.amount() / limit.unit().perOne();
    return new TokenBudget(
        c.name(),
        TokenBudget.Level.AGENT,
        null,
        List.of(limit),
        new AgentBudget(
            c.name(),
            0,
            tokens,
            tokens,
            List.of(),
            OnUnavailable.usual(c.importance().level()),
            List.of(),
            null,
            null));
  }
}
