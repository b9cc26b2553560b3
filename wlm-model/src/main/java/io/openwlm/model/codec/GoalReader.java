package io.openwlm.model.codec;

import io.openwlm.model.definition.Goal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the value of {@code goal} in the project's form. */
final class GoalReader {
  /** What a response time class is measured by until it reports transactions. */
  static final int DEFAULT_STAND_IN_VELOCITY = 60;

  private static final String STAND_IN = "velocity-without-transactions";
  private static final List<String> KINDS =
      List.of("response-time", "velocity", "throughput", "tokens");
  static final List<String> KEYS =
      List.of("response-time", "percentile", STAND_IN, "velocity", "throughput", "tokens");

  private final Problems problems;
  private final ClassParts parts;

  GoalReader(Problems problems) {
    this.problems = problems;
    this.parts = new ClassParts(problems);
  }

  /** The goal, or null after reporting what is wrong with it. */
  @Nullable Goal read(Node node) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      if (scalar.value().equals("discretionary")) {
        return new Goal.DiscretionaryGoal();
      }
      String hint = NearestName.hint(scalar.value(), List.of("discretionary"), "");
      problems.addWithHint(
          ProblemCode.WRONG_TYPE,
          node,
          hint.isEmpty() ? "for example goal: { velocity: 30 }" : hint,
          "goal",
          "a mapping or the word discretionary",
          Values.found(node));
      return null;
    }
    if (node instanceof Node.Scalar) {
      problems.add(ProblemCode.NO_GOAL, node);
      return null;
    }
    Fields fields = Fields.of(node, "goal", problems, KEYS);
    return fields == null ? null : ofFields(fields);
  }

  private @Nullable Goal ofFields(Fields fields) {
    List<String> kinds = new ArrayList<>(KINDS);
    kinds.removeIf(k -> !fields.has(k));
    if (kinds.size() > 1) {
      problems.add(ProblemCode.TWO_GOALS, fields.at(), String.join(" and ", kinds));
      return null;
    }
    Node percentile = fields.get("percentile");
    Node standIn = fields.get(STAND_IN);
    Node responseTime = fields.get("response-time");
    if (responseTime != null) {
      return responseTime(responseTime, percentile, standIn);
    }
    boolean stray = only(percentile, "percentile");
    stray |= only(standIn, STAND_IN);
    Node velocity = fields.get("velocity");
    if (velocity != null) {
      Integer value = parts.percent(velocity, "velocity", ProblemCode.VELOCITY_RANGE);
      return value == null ? null : new Goal.VelocityGoal(value);
    }
    Node throughput = fields.get("throughput");
    if (throughput != null) {
      Double rate = Values.ratePerSecond(problems, throughput, "throughput", "100/min");
      return rate == null ? null : new Goal.ThroughputGoal(rate);
    }
    Node tokens = fields.get("tokens");
    if (tokens != null) {
      return TokenGoals.read(problems, tokens, "tokens", "10000/hour");
    }
    if (!stray && (fields.isEmpty() || !fields.hasUnknownKeys())) {
      problems.add(ProblemCode.NO_GOAL, fields.at());
    }
    return null;
  }

  private boolean only(@Nullable Node node, String key) {
    if (node != null) {
      problems.add(ProblemCode.ONLY_WITH_RESPONSE_TIME, node, key);
    }
    return node != null;
  }

  private @Nullable Goal responseTime(
      Node node, @Nullable Node percentileAt, @Nullable Node standInAt) {
    Long nanos = parts.responseTime(node, "response-time");
    Integer standIn =
        standInAt == null
            ? Integer.valueOf(DEFAULT_STAND_IN_VELOCITY)
            : parts.percent(standInAt, STAND_IN, ProblemCode.VELOCITY_RANGE);
    Integer percentile =
        percentileAt == null
            ? null
            : parts.percent(percentileAt, "percentile", ProblemCode.PERCENTILE_RANGE);
    if (nanos == null || standIn == null || (percentileAt != null && percentile == null)) {
      return null;
    }
    return percentile == null
        ? new Goal.AverageResponseTimeGoal(nanos, standIn)
        : new Goal.PercentileResponseTimeGoal(percentile, nanos, standIn);
  }
}
