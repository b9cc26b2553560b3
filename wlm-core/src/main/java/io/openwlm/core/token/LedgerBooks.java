package io.openwlm.core.token;

import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.TokenBudget;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts of all budgets of a plan, parents before their children. */
final class LedgerBooks {
  private static final BudgetWindow HOUR =
      BudgetWindow.Aligned.of(BudgetWindow.Period.HOUR, ZoneOffset.UTC);

  final LedgerPlan plan;
  private final Map<String, BudgetNode> nodes = new LinkedHashMap<>();
  private final Map<String, Map<String, ClassModel>> modelsByClass = new HashMap<>();
  private int models;

  LedgerBooks(LedgerPlan plan, LedgerTime time) {
    this.plan = plan;
    for (TokenBudget budget : plan.budgets().budgets()) {
      nodes.put(budget.name(), open(budget, time));
    }
  }

  private BudgetNode open(TokenBudget budget, LedgerTime time) {
    String above = budget.parent();
    BudgetNode parent = above == null ? null : nodes.get(above);
    List<LimitAccount> accounts = new ArrayList<>();
    for (BudgetLimit limit : budget.limits()) {
      accounts.add(LimitAccount.open(limit, time));
    }
    BudgetWindow window = grantWindow(budget, parent);
    AgentBudget agent = budget.agent();
    AgentPart part = agent == null ? null : part(budget, agent, window, time);
    BudgetNode node =
        new BudgetNode(
            nodes.size(),
            budget,
            parent,
            accounts.toArray(LimitAccount[]::new),
            part,
            new UseRecorder(nanos(window)));
    if (part != null) {
      part.check.begin(node, time.intervalNanos());
    }
    return node;
  }

  private AgentPart part(
      TokenBudget budget, AgentBudget agent, BudgetWindow window, LedgerTime time) {
    long cap = Math.max(1, Amount.times(agent.cap(), BudgetUnit.TOKENS.perOne()));
    LimitAccount grants = LimitAccount.open(new BudgetLimit(BudgetUnit.TOKENS, cap, window), time);
    return new AgentPart(
        agent,
        plan.importance(budget),
        grants,
        modelsByClass.computeIfAbsent(agent.serviceClass(), _ -> new HashMap<>()),
        plan.shape().maxSessionsPerAgent());
  }

  /** The window of the highest limit on tokens above or at a budget. */
  private static BudgetWindow grantWindow(TokenBudget budget, @Nullable BudgetNode parent) {
    BudgetWindow window = null;
    for (BudgetNode above = parent; above != null; above = above.parent) {
      window = above.budget.shared().map(BudgetLimit::window).orElse(window);
    }
    if (window == null) {
      window = budget.shared().map(BudgetLimit::window).orElse(HOUR);
    }
    return window instanceof BudgetWindow.Session ? HOUR : window;
  }

  /** About how long a window is. */
  static long nanos(BudgetWindow window) {
    return switch (window) {
      case BudgetWindow.Rolling rolling -> rolling.nanos();
      case BudgetWindow.Session _ -> Duration.ofHours(1).toNanos();
      case BudgetWindow.Aligned aligned ->
          switch (aligned.period()) {
            case HOUR -> Duration.ofHours(1).toNanos();
            case DAY -> Duration.ofDays(1).toNanos();
            case WEEK -> Duration.ofDays(7).toNanos();
            case MONTH -> Duration.ofDays(30).toNanos();
          };
    };
  }

  @Nullable BudgetNode find(String name) {
    return nodes.get(name);
  }

  int size() {
    return nodes.size();
  }

  List<LedgerPicture.Node> pictures(LedgerTime time) {
    List<LedgerPicture.Node> pictures = new ArrayList<>();
    for (BudgetNode node : nodes.values()) {
      pictures.add(node.picture(time));
    }
    return pictures;
  }

  Iterable<BudgetNode> all() {
    return nodes.values();
  }

  /**
   * A model as the agent's class uses it. There are only so many: beyond that each call of a new
   * model is the first one.
   */
  ClassModel model(AgentPart agent, String model) {
    ClassModel known = agent.models.get(model);
    if (known != null) {
      return known;
    }
    ClassModel made = made(model, new CallHistory());
    if (models < plan.shape().maxModels()) {
      models++;
      agent.models.put(model, made);
    }
    return made;
  }

  /** The models of each class that agents name, by their names. */
  Map<String, Map<String, ClassModel>> models() {
    return modelsByClass;
  }

  /** What a class learned about a model before a restart; nothing if no agent names the class. */
  void learned(String serviceClass, String model, CallHistory history) {
    Map<String, ClassModel> known = modelsByClass.get(serviceClass);
    if (known == null || (!known.containsKey(model) && models >= plan.shape().maxModels())) {
      return;
    }
    if (known.put(model, made(model, history)) == null) {
      models++;
    }
  }

  private ClassModel made(String model, CallHistory history) {
    return new ClassModel(new ModelUse(model, plan.budgets().weights(), plan.prices()), history);
  }

  /** A class goes on with what it learned about models. */
  void learnFrom(BudgetNode before, BudgetNode now) {
    AgentPart old = before.agent;
    AgentPart agent = now.agent;
    if (old == null
        || agent == null
        || !old.agent.serviceClass().equals(agent.agent.serviceClass())) {
      return;
    }
    for (var known : old.models.entrySet()) {
      if (models < plan.shape().maxModels() && !agent.models.containsKey(known.getKey())) {
        models++;
        agent.models.put(known.getKey(), made(known.getKey(), known.getValue().history()));
      }
    }
  }

  /** The budget of the same name, or else the one of the nearest above that is still there. */
  @Nullable BudgetNode successor(@Nullable BudgetNode old) {
    for (BudgetNode n = old; n != null; n = n.parent) {
      BudgetNode now = nodes.get(n.name());
      if (now != null) {
        return now;
      }
    }
    return null;
  }
}
