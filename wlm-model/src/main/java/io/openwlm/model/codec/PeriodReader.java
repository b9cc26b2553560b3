package io.openwlm.model.codec;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.IoPriorityGroup;
import io.openwlm.model.definition.ServiceClassPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads goals and periods of a service class or of an override, with the rules between periods. */
final class PeriodReader {
  private final Problems problems;
  private final ClassParts parts;

  PeriodReader(Problems problems) {
    this.problems = problems;
    this.parts = new ClassParts(problems);
  }

  /**
   * The periods; null if they could not be read, or if there are none and none have to be.
   *
   * @param required false for an override, which may leave them as they are
   */
  @Nullable List<ServiceClassPeriod> periods(Fields fields, boolean required) {
    Node list = fields.get("periods");
    if (list == null) {
      return fields.has("goal") || fields.has("importance") || required ? single(fields) : null;
    }
    for (String key : List.of("goal", "importance")) {
      Node stray = fields.get(key);
      if (stray != null) {
        problems.add(ProblemCode.PERIODS_AND_GOAL, stray, key);
      }
    }
    List<Node> items = Values.items(problems, list, "periods", ServiceClassPeriod.MAX_PERIODS);
    List<ServiceClassPeriod> periods = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Fields one = Fields.of(items.get(i), "a period", problems, ProjectKeys.PERIOD);
      ServiceClassPeriod previous = periods.isEmpty() ? null : periods.getLast();
      ServiceClassPeriod period =
          one == null ? null : period(one, i == items.size() - 1, previous, items.size() > 1);
      if (period != null) {
        periods.add(period);
      }
    }
    if (list instanceof Node.Sequence s && s.items().isEmpty()) {
      problems.add(ProblemCode.NO_GOAL, list);
    }
    return periods.isEmpty() || periods.size() < items.size() ? null : periods;
  }

  private @Nullable List<ServiceClassPeriod> single(Fields fields) {
    Goal goal = goal(fields);
    Importance importance = parts.importance(fields, goal);
    return goal == null || importance == null
        ? null
        : List.of(new ServiceClassPeriod(goal, importance, null));
  }

  private @Nullable Goal goal(Fields fields) {
    Node node =
        fields.required(
            "goal", "goal", "for example goal: { velocity: 30 }, or goal: discretionary");
    return node == null ? null : new GoalReader(problems).read(node);
  }

  private @Nullable ServiceClassPeriod period(
      Fields fields, boolean last, @Nullable ServiceClassPeriod previous, boolean several) {
    Goal goal = goal(fields);
    Importance importance = parts.importance(fields, goal);
    Node goalAt = fields.get("goal");
    Node at = goalAt == null ? fields.at() : goalAt;
    Long duration = duration(fields, last);
    if (goal == null || importance == null) {
      return null;
    }
    if (goal instanceof Goal.DiscretionaryGoal && !last) {
      problems.add(ProblemCode.DISCRETIONARY_NOT_LAST, at);
    }
    boolean additions = goal instanceof Goal.ThroughputGoal || goal instanceof Goal.TokenBudgetGoal;
    if (additions && several) {
      problems.add(ProblemCode.SINGLE_PERIOD_GOAL, at, goal.describe());
    }
    if (previous != null) {
      boolean afterVelocity = previous.goal() instanceof Goal.VelocityGoal;
      if (afterVelocity && goal instanceof Goal.ResponseTimeGoal) {
        problems.add(ProblemCode.RESPONSE_AFTER_VELOCITY, at);
      }
      if (!previous.importance().isDiscretionary()
          && importance.isMoreImportantThan(previous.importance())) {
        Node importanceAt = fields.get("importance");
        problems.add(
            ProblemCode.IMPORTANCE_RISES,
            importanceAt == null ? at : importanceAt,
            importance,
            previous.importance());
      }
    }
    return new ServiceClassPeriod(goal, importance, duration);
  }

  private @Nullable Long duration(Fields fields, boolean last) {
    Node node = fields.get("duration");
    if (last) {
      if (node != null) {
        problems.add(ProblemCode.LAST_DURATION, node);
      }
      return null;
    }
    Node there =
        fields.required("duration", "duration", "service units after which the next period begins");
    Long value = there == null ? null : Values.wholeNumber(problems, there, "duration");
    if (there != null && value != null && (value < 1 || value > ServiceClassPeriod.MAX_DURATION)) {
      problems.add(ProblemCode.NUMBER_RANGE, there, "duration", "1 to 999999999", value);
      return null;
    }
    return value;
  }

  @Nullable IoPriorityGroup ioPriorityGroup(Fields fields) {
    Node node = fields.get("io-priority-group");
    String text =
        node == null
            ? null
            : Values.choice(problems, node, "io-priority-group", List.of("normal", "high"));
    return text == null ? null : IoPriorityGroup.valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Nullable HonorPriority honorPriority(Fields fields) {
    Node node = fields.get("honor-priority");
    String text =
        node == null
            ? null
            : Values.choice(problems, node, "honor-priority", List.of("default", "no"));
    return text == null ? null : HonorPriority.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
