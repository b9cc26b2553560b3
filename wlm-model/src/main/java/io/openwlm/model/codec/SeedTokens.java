package io.openwlm.model.codec;

import io.openwlm.model.codec.BudgetDraft.AgentDraft;
import io.openwlm.model.codec.BudgetDraft.Budgets;
import io.openwlm.model.codec.BudgetDraft.File;
import io.openwlm.model.codec.BudgetDraft.Shares;
import io.openwlm.model.codec.WindowReader.Limit;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenTarget;
import io.openwlm.model.token.TokenWeights;
import io.openwlm.model.token.TokenWeights.ModelWeight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The token budgets of the short form: each token class is an agent of its own name. Those with a
 * {@code daily_budget} are in one organisation whose limit is the sum of these budgets, so that
 * they can lend to one another.
 */
final class SeedTokens {
  static final String ORGANISATION = "daily-budget";
  private static final String DEFAULT_CYCLE = "24h";

  private final Problems problems;
  private final String cycle;
  private final @Nullable Node cycleAt;
  private final List<Agent> agents = new ArrayList<>();
  private final List<File> files = new ArrayList<>();
  private final Map<String, ModelWeight> models = new LinkedHashMap<>();
  private final Map<String, Node> modelsAt = new LinkedHashMap<>();

  /** One agent as written; {@code daily} is null without a budget of that kind. */
  private record Agent(
      String name, Node at, @Nullable Long daily, List<Limit> own, AgentDraft draft) {}

  SeedTokens(Problems problems, @Nullable Node cycleAt) {
    this.problems = problems;
    this.cycleAt = cycleAt;
    if (cycleAt != null) {
      Values.durationNanos(problems, cycleAt, "budget_cycle");
    }
    this.cycle = cycleAt instanceof Node.Scalar s ? s.value().replace(" ", "") : DEFAULT_CYCLE;
  }

  /** The target that {@code daily_budget} is, in the place of the budget. */
  Node target(Node.Scalar budget) {
    String text = budget.value() + "/" + cycle;
    return new Node.Scalar(budget.line(), budget.column(), budget.pointer(), text, true);
  }

  /**
   * Reads the keys of a class that has a token goal.
   *
   * @param ownTarget the target of its goal if it is written; null if {@code daily_budget} is it
   */
  void agent(@Nullable String name, Node at, Fields fields, @Nullable Node ownTarget) {
    Long daily = tokens(fields, "daily_budget");
    Long least = tokens(fields, "min_budget");
    String signal = file(fields, "signal_file", name);
    String counter = file(fields, "counter_file", name);
    modelWeights(fields);
    if (name == null) {
      return;
    }
    boolean shares = daily != null && daily > 0;
    List<Limit> own = new ArrayList<>();
    if (shares && ownTarget instanceof Node.Scalar s) {
      TokenTarget.parse(s.value()).ifPresent(t -> own.add(new Limit(t.limit(), ownTarget)));
    }
    Node sharesAt = fields.get("min_budget");
    AgentDraft draft =
        new AgentDraft(
            name,
            at,
            new Shares(least, shares ? daily : null, null, sharesAt),
            List.of(),
            null,
            List.of(),
            signal,
            counter);
    agents.add(new Agent(name, at, shares ? daily : null, own, draft));
  }

  /**
   * Reads the same keys of a class that has another goal: they are checked, and mean nothing but
   * for the weights of models.
   */
  void unused(Fields fields) {
    tokens(fields, "daily_budget");
    tokens(fields, "min_budget");
    HostFile.of(problems, fields, "signal_file");
    HostFile.of(problems, fields, "counter_file");
    modelWeights(fields);
  }

  /** All budgets. */
  Budgets budgets() {
    List<BudgetDraft> list = new ArrayList<>();
    BudgetDraft organisation = organisation();
    if (organisation != null) {
      list.add(organisation);
      for (Agent a : agents) {
        if (a.daily() != null) {
          list.add(
              new BudgetDraft(a.name(), a.at(), Level.AGENT, organisation, a.own(), a.draft()));
        }
      }
    }
    for (Agent a : agents) {
      if (a.daily() == null) {
        list.add(new BudgetDraft(a.name(), a.at(), Level.AGENT, null, List.of(), a.draft()));
      }
    }
    TokenWeights usual = TokenWeights.DEFAULT;
    TokenWeights weights = new TokenWeights(usual.milliByKind(), List.copyOf(models.values()));
    return new Budgets(list, weights, null, null, null, files);
  }

  private @Nullable BudgetDraft organisation() {
    BigDecimal sum = BigDecimal.ZERO;
    Node at = null;
    for (Agent a : agents) {
      if (a.daily() != null) {
        sum = sum.add(BigDecimal.valueOf(a.daily()));
        at = at == null ? a.at() : at;
      }
    }
    if (at == null) {
      return null;
    }
    TokenTarget target = TokenTarget.parse(sum.toPlainString() + "/" + cycle).orElse(null);
    if (target == null) {
      Node where = cycleAt == null ? at : cycleAt;
      problems.add(ProblemCode.TOKEN_TARGET, where, "the sum of daily_budget", sum + "/" + cycle);
      return null;
    }
    String name = ORGANISATION;
    while (isTaken(name)) {
      name += "-";
    }
    return new BudgetDraft(
        name, at, Level.ORGANISATION, null, List.of(new Limit(target.limit(), at)), null);
  }

  private boolean isTaken(String name) {
    return agents.stream().anyMatch(a -> a.name().equalsIgnoreCase(name));
  }

  private @Nullable Long tokens(Fields fields, String key) {
    Node node = fields.get(key);
    return node == null ? null : Amounts.tokens(problems, node, key);
  }

  private @Nullable String file(Fields fields, String key, @Nullable String agent) {
    Node node = fields.get(key);
    String path = HostFile.of(problems, fields, key);
    if (node != null && path != null) {
      files.add(new File(path, "agent " + agent, node));
    }
    return path;
  }

  /** Weights hold for all classes; the first one of a model counts. */
  private void modelWeights(Fields fields) {
    Node node = fields.get("model_weights");
    if (!(node instanceof Node.Mapping map)) {
      if (node != null) {
        Values.wrongType(problems, node, "model_weights", "a mapping (model: weight)");
      }
      return;
    }
    for (Node.Entry entry : map.entries()) {
      // The seed's files may have numbers in quotes.
      Node bare =
          entry.value() instanceof Node.Scalar s
              ? new Node.Scalar(s.line(), s.column(), s.pointer(), s.value(), true)
              : entry.value();
      Integer weight = Amounts.milli(problems, bare, "a model weight");
      String mask = TokenWeightReader.mask(problems, entry.key());
      if (weight == null || mask == null) {
        continue;
      }
      ModelWeight first = models.putIfAbsent(mask, new ModelWeight(mask, weight));
      if (first == null) {
        modelsAt.put(mask, entry.key());
      } else if (first.milli() != weight) {
        Node firstAt = modelsAt.getOrDefault(mask, entry.key());
        problems.add(ProblemCode.MODEL_WEIGHT_TWICE, bare, PrintableText.of(mask), firstAt.line());
      }
    }
  }
}
