package io.openwlm.model.codec;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.GoalRanges;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.definition.WeightRange;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parts of a service class that both forms share, with their ranges. */
final class ClassParts {
  private static final String IMPORTANCE_HINT = "1 to 5, 1 is the highest";

  private final Problems problems;

  ClassParts(Problems problems) {
    this.problems = problems;
  }

  /** Importance of a class with this goal (null if the goal could not be read). */
  @Nullable Importance importance(Fields fields, @Nullable Goal goal) {
    if (goal instanceof Goal.DiscretionaryGoal) {
      Node node = fields.get("importance");
      if (node != null && !(node instanceof Node.Refused)) {
        problems.add(ProblemCode.DISCRETIONARY_IMPORTANCE, node);
      }
      return Importance.DISCRETIONARY;
    }
    Node node =
        goal == null
            ? fields.get("importance")
            : fields.required("importance", "importance", IMPORTANCE_HINT);
    Long level = node == null ? null : Values.wholeNumber(problems, node, "importance");
    if (node == null || level == null) {
      return null;
    }
    if (level < 1 || level > 5) {
      problems.add(ProblemCode.IMPORTANCE_RANGE, node, level);
      return null;
    }
    return new Importance(level.intValue());
  }

  /** Weight bounds from two optional keys; the defaults where one is missing or wrong. */
  WeightRange weights(Fields fields, String minKey, String maxKey) {
    Integer min = weight(fields, minKey, "minimum weight");
    Integer max = weight(fields, maxKey, "maximum weight");
    int low = min == null ? WeightRange.LOWEST : min;
    int high = max == null ? WeightRange.HIGHEST : max;
    Node at = fields.get(minKey);
    if (low > high && at != null) {
      problems.add(ProblemCode.MIN_ABOVE_MAX, at, low, high);
      return WeightRange.DEFAULT;
    }
    return new WeightRange(low, high);
  }

  private @Nullable Integer weight(Fields fields, String key, String what) {
    Node node = fields.get(key);
    Long value = node == null ? null : Values.wholeNumber(problems, node, what);
    if (node == null || value == null) {
      return null;
    }
    if (value < WeightRange.LOWEST || value > WeightRange.HIGHEST) {
      problems.add(ProblemCode.WEIGHT_RANGE, node, what, value);
      return null;
    }
    return value.intValue();
  }

  /** A response time in nanoseconds, 1 ms to 24 h. */
  @Nullable Long responseTime(Node node, String what) {
    Long nanos = Values.durationNanos(problems, node, what);
    if (nanos == null) {
      return null;
    }
    if (nanos < GoalRanges.MIN_RESPONSE_TIME_NANOS || nanos > GoalRanges.MAX_RESPONSE_TIME_NANOS) {
      problems.add(ProblemCode.RESPONSE_TIME_RANGE, node, what, Values.found(node));
      return null;
    }
    return nanos;
  }

  /** A whole number 1 to 99. */
  @Nullable Integer percent(Node node, String what, ProblemCode code) {
    Long value = Values.wholeNumber(problems, node, what);
    if (value == null) {
      return null;
    }
    if (value < GoalRanges.MIN_PERCENT || value > GoalRanges.MAX_PERCENT) {
      if (code == ProblemCode.PERCENTILE_RANGE) {
        problems.add(code, node, value);
      } else {
        problems.add(code, node, what, value);
      }
      return null;
    }
    return value.intValue();
  }

  /** A class name that is not one of the system's own; null after reporting what is wrong. */
  @Nullable String className(Fields fields, Symbols symbols, boolean zos) {
    Node node = fields.required("name", "name", "every service class has a name");
    String name = node == null ? null : Values.name(problems, node, "service class name");
    if (node == null || name == null) {
      return null;
    }
    if (SystemClass.isReserved(name)) {
      problems.add(ProblemCode.RESERVED_NAME, node, name);
    } else if (name.toUpperCase(Locale.ROOT).startsWith("SYS")) {
      problems.add(ProblemCode.SYS_NAME, node, "service class", name, "SYS");
    }
    if (zos && name.length() > NamedReader.ZOS_NAME) {
      problems.add(ProblemCode.NAME_TOO_LONG, node, "service class", name, NamedReader.ZOS_NAME);
    }
    symbols.define(Symbols.Kind.SERVICE_CLASS, name, node);
    return name;
  }
}
