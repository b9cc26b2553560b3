package io.openwlm.model.codec;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.NamedReader.Named;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ClassificationGroup.Member;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads classification groups and {@code classification}: a list of rules for all Linux processes,
 * or the rules of each subsystem type.
 */
final class ClassificationReader {
  private static final int MAX_SUBSYSTEMS = 100;
  private static final int MAX_MEMBERS = 10_000;
  private static final List<String> GROUP_TYPES =
      Arrays.stream(QualifierType.values())
          .filter(QualifierType::hasGroupForm)
          .map(QualifierType::key)
          .toList();

  private final NamedReader names;
  private final Problems problems;

  ClassificationReader(NamedReader names) {
    this.names = names;
    this.problems = names.problems();
  }

  @Nullable ClassificationGroup group(Fields fields) {
    Named n = names.named(fields, Kind.CLASSIFICATION_GROUP, NamedReader.ZOS_NAME);
    Node typeAt = fields.required("qualifier", "qualifier", "the type of the values");
    String word = typeAt == null ? null : Values.text(problems, typeAt, "qualifier");
    QualifierType type =
        word == null
            ? null
            : QualifierType.lookup(word).filter(QualifierType::hasGroupForm).orElse(null);
    if (typeAt != null && word != null && type == null) {
      problems.addWithHint(
          ProblemCode.NO_GROUP_TYPE,
          typeAt,
          NearestName.hint(word, GROUP_TYPES, String.join(", ", GROUP_TYPES)),
          PrintableText.of(word));
    }
    List<Member> members = new ArrayList<>();
    Node list = fields.required("members", "members", "the values of the group");
    if (list != null) {
      for (Node item : Values.items(problems, list, "members", MAX_MEMBERS)) {
        Member member = member(item, type == null ? QualifierType.SPM : type);
        if (member != null) {
          members.add(member);
        }
      }
    }
    return type == null
        ? null
        : new ClassificationGroup(n.name(), n.description(), n.history(), type, members);
  }

  private @Nullable Member member(Node item, QualifierType type) {
    ConditionReader conditions = new ConditionReader(names);
    if (!(item instanceof Node.Mapping)) {
      String mask = conditions.mask(item, type, type.key());
      return mask == null ? null : new Member(mask, "", null);
    }
    Fields fields = Fields.of(item, "a member", problems, ProjectKeys.MEMBER);
    Node valueAt = fields == null ? null : fields.required("value", "value", "a mask");
    String mask = valueAt == null ? null : conditions.mask(valueAt, type, type.key());
    if (fields == null || mask == null) {
      return null;
    }
    return new Member(mask, names.description(fields), conditions.start(fields, type));
  }

  /** The rules of all subsystem types. */
  List<SubsystemDraft> classification(Node node) {
    if (node instanceof Node.Sequence) {
      List<RuleDraft> rules = new RuleReader(names, SubsystemType.OMVS).rules(node);
      List<SubsystemDraft> both = new ArrayList<>();
      for (SubsystemType type : List.of(SubsystemType.OMVS, SubsystemType.STC)) {
        if (!rules.isEmpty()) {
          both.add(
              new SubsystemDraft(
                  type,
                  node,
                  "",
                  ChangeHistory.NONE,
                  null,
                  null,
                  Classification.EWLM_NEVER,
                  rules));
        }
      }
      return both;
    }
    List<SubsystemDraft> subsystems = new ArrayList<>();
    if (!(node instanceof Node.Mapping mapping)) {
      Values.wrongType(
          problems, node, "classification", "a list of rules or a mapping of subsystem types");
      return subsystems;
    }
    if (mapping.entries().size() > MAX_SUBSYSTEMS) {
      int count = mapping.entries().size();
      problems.add(ProblemCode.TOO_MANY_ITEMS, node, "classification", count, MAX_SUBSYSTEMS);
      return subsystems;
    }
    Map<SubsystemType, Node> seen = new HashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      SubsystemType type = EnvironmentReader.subsystem(problems, entry.key());
      if (type != null) {
        Node first = seen.putIfAbsent(type, entry.key());
        if (first != null) {
          problems.add(
              ProblemCode.DUPLICATE_NAME, entry.key(), "subsystem type", type.name(), first.line());
        }
        SubsystemDraft one = subsystem(type, entry);
        if (one != null) {
          subsystems.add(one);
        }
      }
    }
    return subsystems;
  }

  private @Nullable SubsystemDraft subsystem(SubsystemType type, Node.Entry entry) {
    if (!type.isKnown()) {
      String hint = NearestName.hint(type.name(), SubsystemType.knownNames(), "");
      problems.addWithHint(ProblemCode.OWN_SUBSYSTEM, entry.key(), hint, type.name());
    }
    Fields fields = Fields.of(entry.value(), type.name(), problems, ProjectKeys.SUBSYSTEM);
    if (fields == null) {
      return null;
    }
    Node defaultAt = fields.get("default");
    Fields defaults =
        defaultAt == null
            ? null
            : Fields.of(defaultAt, "default", problems, ProjectKeys.SUBSYSTEM_DEFAULT);
    Node rulesAt = fields.get("rules");
    String ewlm = names.text(fields, "ewlm-classification", Values.MAX_LINE);
    return new SubsystemDraft(
        type,
        entry.key(),
        names.description(fields),
        names.history(fields),
        defaults == null ? null : names.reference(defaults, "service-class", Kind.SERVICE_CLASS),
        defaults == null ? null : names.reference(defaults, "report-class", Kind.REPORT_CLASS),
        ewlm.isEmpty() ? Classification.EWLM_NEVER : ewlm,
        rulesAt == null ? List.of() : new RuleReader(names, type).rules(rulesAt));
  }
}
