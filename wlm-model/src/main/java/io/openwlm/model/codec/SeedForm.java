package io.openwlm.model.codec;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceParameters;
import io.openwlm.model.definition.WeightRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the short form of the first seed: {@code service_classes:}. Its goals mean what the seed
 * says they mean: a response time is the 99th percentile, a velocity without target is best effort.
 */
final class SeedForm {
  static final String TOP_KEY = "service_classes";
  private static final int BEST_EFFORT_VELOCITY = 10;
  private static final int PERCENTILE = 99;
  private static final List<String> KEYS = List.of(TOP_KEY, "budget_cycle");
  static final List<String> CLASS_KEYS =
      List.of(
          "name",
          "type",
          "cgroup",
          "goal",
          "importance",
          "min_weight",
          "max_weight",
          "daily_budget",
          "min_budget",
          "model_weights",
          "signal_file",
          "counter_file");
  private static final List<String> GOAL_TYPES =
      List.of("response_time", "throughput", "velocity", "token", "token_budget");

  private final Problems problems;
  private final ClassParts parts;
  private final Symbols symbols;
  private SeedTokens tokens;

  SeedForm(Problems problems) {
    this.problems = problems;
    this.parts = new ClassParts(problems);
    this.symbols = new Symbols(problems);
    this.tokens = new SeedTokens(problems, null);
  }

  /** The definition; its name comes from the name of the file. */
  @Nullable DefinitionDraft read(Node.Mapping root, String fileName) {
    Fields fields = Fields.of(root, "the file", problems, KEYS);
    Node list = fields == null ? null : fields.get(TOP_KEY);
    if (fields == null || list == null) {
      return null;
    }
    tokens = new SeedTokens(problems, fields.get("budget_cycle"));
    if (list instanceof Node.Sequence items && items.items().isEmpty()) {
      problems.add(ProblemCode.NO_CLASSES, list);
    }
    List<ClassDraft> classes = new ArrayList<>();
    for (Node item : Values.items(problems, list, TOP_KEY, DefinitionDraft.MAX_CLASSES)) {
      Fields one = Fields.of(item, "a service class", problems, CLASS_KEYS);
      if (one != null) {
        classes.add(serviceClass(one));
      }
    }
    return new DefinitionDraft(
        DefinitionHeader.of(definitionName(fileName), ""),
        false,
        symbols,
        DefinitionDraft.Goals.of(classes),
        DefinitionDraft.Rules.NONE,
        ServiceParameters.DEFAULT,
        Environments.NONE,
        DefinitionDraft.Host.with(tokens.budgets()),
        List.of());
  }

  private ClassDraft serviceClass(Fields fields) {
    String name = parts.className(fields, symbols, false);
    Node nameAt = fields.get("name");
    Node at = nameAt == null ? fields.at() : nameAt;
    Node typeAt = fields.get("type");
    if (typeAt != null) {
      Values.choice(problems, typeAt, "type", List.of("token"));
    }
    Node goalAt =
        fields.required("goal", "goal", "for example goal: { type: velocity, target: 30 }");
    Goal goal = goalAt == null ? null : goal(goalAt, fields, typeAt != null);
    Importance importance = parts.importance(fields, goal);
    WeightRange weights = parts.weights(fields, "min_weight", "max_weight");
    if (goal instanceof Goal.TokenBudgetGoal) {
      tokens.agent(name, at, fields, ownTarget(goalAt));
    } else {
      tokens.unused(fields);
    }
    Node cgroupAt =
        goal == null || goal instanceof Goal.TokenBudgetGoal
            ? fields.get("cgroup")
            : fields.required("cgroup", "cgroup", "for example /wlm/batch");
    CgroupPath cgroup = cgroupAt == null ? null : Values.cgroup(problems, cgroupAt, "cgroup");
    return new ClassDraft(
        name,
        at,
        "",
        ChangeHistory.NONE,
        null,
        goal == null || importance == null ? null : ServiceClass.Attributes.of(goal, importance),
        weights,
        cgroup,
        cgroupAt,
        Placement.IN_PLACE,
        List.of());
  }

  /** The target of a goal as written; null if there is none. */
  private static @Nullable Node ownTarget(@Nullable Node goalAt) {
    Node target = goalAt instanceof Node.Mapping m ? SchemaNode.value(m, "target") : null;
    return target instanceof Node.Scalar s && s.value().isEmpty() ? null : target;
  }

  private @Nullable Goal goal(Node node, Fields owner, boolean tokenClass) {
    Fields fields = Fields.of(node, "goal", problems, List.of("type", "target"));
    if (fields == null) {
      return null;
    }
    Node typeAt = fields.get("type");
    if (typeAt == null && !tokenClass) {
      fields.required("type", "goal type", String.join(", ", GOAL_TYPES));
      return null;
    }
    String type = typeAt == null ? "token" : Values.text(problems, typeAt, "goal type");
    if (typeAt == null || type == null) {
      return type == null ? null : tokens(fields, owner);
    }
    return switch (type) {
      case "response_time" -> responseTime(fields);
      case "throughput" -> throughput(fields);
      case "velocity" -> velocity(fields, typeAt);
      case "token", "token_budget" -> tokens(fields, owner);
      default -> {
        String hint = NearestName.hint(type, GOAL_TYPES, "one of " + String.join(", ", GOAL_TYPES));
        problems.addWithHint(ProblemCode.GOAL_TYPE, typeAt, hint, Values.found(typeAt));
        yield null;
      }
    };
  }

  private @Nullable Goal responseTime(Fields fields) {
    Node target = fields.required("target", "target", "for example target: 2s");
    Long nanos = target == null ? null : parts.responseTime(target, "target");
    return nanos == null
        ? null
        : new Goal.PercentileResponseTimeGoal(
            PERCENTILE, nanos, GoalReader.DEFAULT_STAND_IN_VELOCITY);
  }

  private @Nullable Goal throughput(Fields fields) {
    Node target = fields.required("target", "target", "for example target: 100/min");
    Double rate =
        target == null ? null : Values.ratePerSecond(problems, target, "target", "100/min");
    return rate == null ? null : new Goal.ThroughputGoal(rate);
  }

  private @Nullable Goal velocity(Fields fields, Node typeAt) {
    Node target = fields.get("target");
    if (target == null || (target instanceof Node.Scalar s && s.value().isEmpty())) {
      problems.add(ProblemCode.VELOCITY_ASSUMED, target == null ? typeAt : target);
      return new Goal.VelocityGoal(BEST_EFFORT_VELOCITY);
    }
    // The seed writes every target in quotes, so a number in quotes is a number here.
    Node bare =
        target instanceof Node.Scalar s
            ? new Node.Scalar(s.line(), s.column(), s.pointer(), s.value(), true)
            : target;
    Integer value = parts.percent(bare, "target", ProblemCode.VELOCITY_RANGE);
    return value == null ? null : new Goal.VelocityGoal(value);
  }

  private @Nullable Goal tokens(Fields fields, Fields owner) {
    Node target = fields.get("target");
    boolean empty = target == null || (target instanceof Node.Scalar s && s.value().isEmpty());
    if (empty && owner.get("daily_budget") instanceof Node.Scalar budget) {
      return TokenGoals.read(problems, tokens.target(budget), "daily_budget", "500000");
    }
    Node written =
        empty ? fields.required("target", "target", "for example target: 10000/hour") : target;
    return written == null ? null : TokenGoals.read(problems, written, "target", "10000/hour");
  }

  /** {@code /etc/wlm/my policy.yaml} gives {@code MY-POLICY}. */
  static String definitionName(String fileName) {
    String base = fileName.substring(fileName.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", "");
    String clean = base.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_-]+", "-");
    String named = clean.replaceFirst("^[^A-Z]+", "");
    if (named.isEmpty()) {
      return "DEFINITION";
    }
    return named.length() > 32 ? named.substring(0, 32) : named;
  }
}
