package io.openwlm.model.codec;

import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.Mask;
import io.openwlm.model.classification.PriorityRange;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.PrintableText;
import org.jspecify.annotations.Nullable;

/** Reads what a rule asks of one qualifier. */
final class ConditionReader {
  private static final int COMMAND_LENGTH = 15;

  private final NamedReader names;
  private final Problems problems;

  ConditionReader(NamedReader names) {
    this.names = names;
    this.problems = names.problems();
  }

  /** The name of a classification group. */
  @Nullable Condition group(Node node, QualifierType type, String key) {
    String name = Values.text(problems, node, key);
    if (name == null) {
      return null;
    }
    names.symbols().refer(Kind.CLASSIFICATION_GROUP, name, node);
    return new Condition(type, true, name, null);
  }

  /** A mask, alone or with its start position. */
  @Nullable Condition condition(
      Node node, QualifierType type, String key, SubsystemType subsystem) {
    Node valueAt = node;
    Integer start = null;
    if (node instanceof Node.Mapping) {
      Fields fields = Fields.of(node, key, problems, ProjectKeys.CONDITION);
      valueAt = fields == null ? null : fields.required("value", "value", "a mask");
      start = fields == null ? null : start(fields, type);
    }
    String text = valueAt == null ? null : mask(valueAt, type, key);
    if (valueAt == null || text == null) {
      return null;
    }
    boolean command = type == QualifierType.TN && subsystem.isLinux() && !names.isZos();
    if (command && !new Mask(text).canMatchWithin(COMMAND_LENGTH)) {
      String shown = PrintableText.of(text);
      String cut = PrintableText.of(text.substring(0, COMMAND_LENGTH));
      problems.add(ProblemCode.COMMAND_LENGTH, valueAt, shown, cut);
    }
    return new Condition(type, false, text, start);
  }

  /** A start position; null without one, or after reporting what is wrong with it. */
  @Nullable Integer start(Fields fields, QualifierType type) {
    Node node = fields.get("start");
    Long value = node == null ? null : Values.wholeNumber(problems, node, "start");
    if (node != null && value != null && (value < 1 || value > type.length())) {
      problems.add(ProblemCode.NUMBER_RANGE, node, "start", "1 to " + type.length(), value);
      return null;
    }
    return value == null ? null : value.intValue();
  }

  /** The text of a mask for a qualifier; null after reporting what is wrong with it. */
  @Nullable String mask(Node node, QualifierType type, String key) {
    String text = Values.text(problems, node, key);
    if (text == null) {
      return null;
    }
    if (type == QualifierType.PRI) {
      if (PriorityRange.parse(text) == null) {
        problems.add(ProblemCode.PRIORITY, node, Values.found(node));
        return null;
      }
      return text;
    }
    String problem = Mask.problem(text);
    if (problem == null && !text.codePoints().allMatch(PrintableText::isPrintable)) {
      problem = "contains a character that cannot be printed";
    }
    if (problem != null) {
      problems.add(ProblemCode.MASK, node, key, problem);
      return null;
    }
    if (Mask.hasInnerStar(text)) {
      problems.add(ProblemCode.INNER_STAR, node, key, PrintableText.of(text));
    }
    boolean path = type == QualifierType.EXECUTABLE || type == QualifierType.CGROUP;
    if (path && "/%*".indexOf(text.charAt(0)) < 0) {
      String hint =
          type == QualifierType.EXECUTABLE
              ? "for a bare name use command"
              : "name it from the cgroup root: /" + PrintableText.of(text);
      problems.addWithHint(
          ProblemCode.MASK, node, hint, key, PrintableText.of(text) + " must start with /");
      return null;
    }
    return text;
  }
}
