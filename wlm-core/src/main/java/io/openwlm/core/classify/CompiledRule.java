package io.openwlm.core.classify;

import io.openwlm.model.definition.ClassificationRule;
import io.openwlm.model.definition.Mask;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.WorkAttributes;
import io.openwlm.model.definition.WorkQualifier;

/** A rule as two parallel arrays, so that matching allocates nothing. */
final class CompiledRule {
  private final ClassificationRule rule;
  private final WorkQualifier[] qualifiers;
  private final Mask[] masks;
  private final int classIndex;

  CompiledRule(ClassificationRule rule, int classIndex) {
    this.rule = rule;
    this.classIndex = classIndex;
    qualifiers = rule.masks().keySet().toArray(WorkQualifier[]::new);
    masks = rule.masks().values().stream().map(Mask::new).toArray(Mask[]::new);
  }

  int classIndex() {
    return classIndex;
  }

  boolean matches(WorkAttributes work) {
    for (int i = 0; i < masks.length; i++) {
      String value = work.get(qualifiers[i]);
      if (value == null || !masks[i].matches(value)) {
        return false;
      }
    }
    return true;
  }

  /** The rule with its line, if it has one. */
  String describe() {
    return rule.describe() + (rule.line() > 0 ? " (line " + rule.line() + ")" : "");
  }

  /** Why the rule does not match: its first mask that fails. */
  String why(WorkAttributes work) {
    for (int i = 0; i < masks.length; i++) {
      String value = work.get(qualifiers[i]);
      String key = qualifiers[i].key();
      if (value == null) {
        return "no: " + key + " is not known";
      }
      if (!masks[i].matches(value)) {
        return "no: " + key + " " + PrintableText.of(value, 200) + " does not match " + masks[i];
      }
    }
    return "match";
  }
}
