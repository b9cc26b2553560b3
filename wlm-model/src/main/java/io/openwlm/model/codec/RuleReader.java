package io.openwlm.model.codec;

import io.openwlm.model.classification.ClassificationRule.Assignment;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a subsystem type, with the rules in them. */
final class RuleReader {
  private final NamedReader names;
  private final Problems problems;
  private final SubsystemType subsystem;
  private final ConditionReader conditions;

  RuleReader(NamedReader names, SubsystemType subsystem) {
    this.names = names;
    this.problems = names.problems();
    this.subsystem = subsystem;
    this.conditions = new ConditionReader(names);
  }

  /** The rules in the order of the file. */
  List<RuleDraft> rules(Node node) {
    List<RuleDraft> rules = new ArrayList<>();
    for (Node item : Values.items(problems, node, "rules", DefinitionDraft.MAX_RULES)) {
      Fields fields = Fields.of(item, "a classification rule", problems, ProjectKeys.RULE);
      if (fields != null) {
        rules.add(rule(fields));
      }
    }
    return rules;
  }

  private RuleDraft rule(Fields fields) {
    Node whenAt = fields.required("when", "when", "what work the rule matches");
    Map<QualifierType, Condition> when = new EnumMap<>(QualifierType.class);
    boolean whole = whenAt != null && when(whenAt, when);
    Assignment assignment = assignment(fields);
    String description = names.description(fields);
    Node rulesAt = fields.get("rules");
    List<RuleDraft> inner = rulesAt == null ? List.of() : rules(rulesAt);
    if (assignment.serviceClass() == null
        && assignment.reportClass() == null
        && inner.isEmpty()
        && !names.isZos()
        && !fields.has("service-class")
        && !fields.has("report-class")) {
      fields.required("service-class", "service-class", "the class of matching work");
    }
    return new RuleDraft(fields, List.copyOf(when.values()), whole, assignment, description, inner);
  }

  private Assignment assignment(Fields fields) {
    RegionGoal region =
        Values.oneOf(
            problems,
            fields.get("manage-region-by"),
            "manage-region-by",
            RegionGoal.values(),
            RegionGoal::key);
    ReportingAttribute reporting =
        Values.oneOf(
            problems,
            fields.get("reporting-attribute"),
            "reporting-attribute",
            ReportingAttribute.values(),
            ReportingAttribute::key);
    return new Assignment(
        names.reference(fields, "service-class", Kind.SERVICE_CLASS),
        names.reference(fields, "report-class", Kind.REPORT_CLASS),
        names.flag(fields, "storage-critical"),
        region == null ? RegionGoal.TRANSACTION : region,
        reporting == null ? ReportingAttribute.NONE : reporting,
        names.flag(fields, "boost"));
  }

  /** Reads the conditions; false if any was wrong. */
  private boolean when(Node node, Map<QualifierType, Condition> when) {
    if (!(node instanceof Node.Mapping mapping)) {
      Values.wrongType(problems, node, "when", "a mapping (qualifier: mask)");
      return false;
    }
    if (mapping.entries().isEmpty()) {
      problems.add(ProblemCode.NO_MASKS, node, String.join(", ", known()));
      return false;
    }
    boolean whole = true;
    for (Node.Entry entry : mapping.entries()) {
      Condition condition = condition(entry);
      Condition twice = condition == null ? null : when.put(condition.type(), condition);
      if (twice != null) {
        problems.add(ProblemCode.CONDITION_TWICE, entry.key(), twice.type().key());
      }
      whole &= condition != null && twice == null;
    }
    return whole;
  }

  private @Nullable Condition condition(Node.Entry entry) {
    String key = entry.key().value();
    QualifierType type = QualifierType.lookup(key).orElse(null);
    boolean group = type == null;
    if (type == null) {
      type = QualifierType.lookupGroup(key).orElse(null);
    }
    if (type == null) {
      String nearest = NearestName.of(key, known());
      problems.addWithHint(
          ProblemCode.UNKNOWN_KEY,
          entry.key(),
          nearest != null
              ? "did you mean " + nearest + "?"
              : "known here: " + String.join(", ", known()),
          PrintableText.of(key));
      return null;
    }
    if (!subsystem.qualifiers().contains(type)) {
      problems.addWithHint(
          type.isZos() ? ProblemCode.UNUSUAL_QUALIFIER : ProblemCode.LINUX_QUALIFIER,
          entry.key(),
          "known for " + subsystem + ": " + String.join(", ", known()),
          type.key(),
          subsystem);
    }
    return group
        ? conditions.group(entry.value(), type, key)
        : conditions.condition(entry.value(), type, key, subsystem);
  }

  private List<String> known() {
    return Arrays.stream(QualifierType.values())
        .filter(subsystem.qualifiers()::contains)
        .map(q -> subsystem.isLinux() ? q.linuxKey() : q.key())
        .toList();
  }
}
