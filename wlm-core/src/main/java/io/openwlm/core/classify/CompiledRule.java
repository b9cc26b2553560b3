package io.openwlm.core.classify;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule with its conditions ready to compare, the answer it gives if no rule in it matches, and
 * the rules in it. Matching allocates nothing.
 */
final class CompiledRule {
  private final ClassificationRule source;
  private final String path;
  private final QualifierType[] types;
  private final CompiledCondition[] conditions;

  /** The mask of a rule that asks for one mask only, as most do. */
  private final @Nullable CompiledMask onlyMask;

  private final QualifierType firstType;
  private final Outcome outcome;
  private final RuleList children;

  /**
   * A rule.
   *
   * @param path its number, {@code 3.1.2}
   * @throws IllegalArgumentException if there are no conditions
   */
  CompiledRule(
      ClassificationRule source,
      String path,
      List<CompiledCondition> conditions,
      Outcome outcome,
      RuleList children) {
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException("rule " + path + " asks for nothing");
    }
    this.source = source;
    this.path = path;
    this.conditions = conditions.toArray(CompiledCondition[]::new);
    this.types = conditions.stream().map(CompiledCondition::type).toArray(QualifierType[]::new);
    this.firstType = types[0];
    this.onlyMask =
        types.length == 1 && this.conditions[0] instanceof CompiledCondition.OneMask one
            ? one.mask()
            : null;
    this.outcome = outcome;
    this.children = children;
  }

  boolean matches(WorkAttributes work) {
    CompiledMask mask = onlyMask;
    if (mask == null) {
      return failing(work) < 0;
    }
    String value = work.get(firstType);
    return value != null && mask.matches(value);
  }

  /** Position of the first condition that does not hold; -1 if all hold. */
  int failing(WorkAttributes work) {
    for (int i = 0; i < types.length; i++) {
      String value = work.get(types[i]);
      if (value == null || !conditions[i].matches(value)) {
        return i;
      }
    }
    return -1;
  }

  List<CompiledCondition> conditions() {
    return List.of(conditions);
  }

  ClassificationRule source() {
    return source;
  }

  String path() {
    return path;
  }

  /** What the rule gives to work that no rule in it refines. */
  Outcome outcome() {
    return outcome;
  }

  /** The rules in it, maybe none. */
  RuleList children() {
    return children;
  }
}
