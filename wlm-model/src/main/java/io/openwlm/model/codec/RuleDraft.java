package io.openwlm.model.codec;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.SourceLine;
import java.util.List;

/**
 * A classification rule as far as it could be read.
 *
 * @param when complete if {@code whole}, otherwise those conditions that were right
 */
record RuleDraft(
    Fields fields,
    List<Condition> when,
    boolean whole,
    ClassificationRule.Assignment assignment,
    String description,
    List<RuleDraft> rules) {

  Node at() {
    return fields.at();
  }

  ClassificationRule build() {
    return new ClassificationRule(
        new SourceLine(at().line()),
        when,
        assignment,
        description,
        rules.stream().map(RuleDraft::build).toList());
  }
}
