package io.openwlm.model.codec;

import io.openwlm.model.definition.Mask;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.WorkQualifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code classification}: a list of {@code when} and {@code service-class}. */
final class RuleReader {
  private static final int COMMAND_LENGTH = 15;
  private static final List<String> KEYS = List.of("when", "service-class");
  private static final List<String> QUALIFIERS =
      Arrays.stream(WorkQualifier.values()).map(WorkQualifier::key).toList();

  private final Problems problems;

  RuleReader(Problems problems) {
    this.problems = problems;
  }

  /** The rules in the order of the file. */
  List<RuleDraft> read(Node node) {
    List<RuleDraft> rules = new ArrayList<>();
    for (Node item : Values.items(problems, node, "classification", DefinitionDraft.MAX_RULES)) {
      Fields fields = Fields.of(item, "a classification rule", problems, KEYS);
      if (fields != null) {
        rules.add(rule(fields));
      }
    }
    return rules;
  }

  private RuleDraft rule(Fields fields) {
    Node classAt = fields.required("service-class", "service-class", "the class of matching work");
    String name = classAt == null ? null : Values.text(problems, classAt, "service-class");
    Node whenAt = fields.required("when", "when", "what work the rule matches");
    Map<WorkQualifier, Mask> masks = new EnumMap<>(WorkQualifier.class);
    Fields when = whenAt == null ? null : Fields.of(whenAt, "when", problems, QUALIFIERS);
    boolean whole = when != null && !when.hasUnknownKeys();
    if (when != null) {
      if (when.isEmpty()) {
        problems.add(ProblemCode.NO_MASKS, when.at(), String.join(", ", QUALIFIERS));
        whole = false;
      }
      for (WorkQualifier qualifier : WorkQualifier.values()) {
        Node maskAt = when.get(qualifier.key());
        Mask mask = maskAt == null ? null : mask(maskAt, qualifier);
        if (mask != null) {
          masks.put(qualifier, mask);
        }
        whole &= (maskAt == null) == (mask == null);
      }
    }
    return new RuleDraft(fields.at(), masks, whole, name, classAt);
  }

  private @Nullable Mask mask(Node node, WorkQualifier qualifier) {
    String key = qualifier.key();
    String text = Values.text(problems, node, key);
    if (text == null) {
      return null;
    }
    if (Mask.hasInnerStar(text)) {
      problems.add(ProblemCode.INNER_STAR, node, key, PrintableText.of(text));
      return null;
    }
    String problem = Mask.problem(text);
    if (problem == null && !text.codePoints().allMatch(PrintableText::isPrintable)) {
      problem = "contains a character that cannot be printed";
    }
    if (problem != null) {
      problems.add(ProblemCode.MASK, node, key, problem);
      return null;
    }
    boolean path = qualifier == WorkQualifier.EXECUTABLE || qualifier == WorkQualifier.CGROUP;
    if (path && "/%*".indexOf(text.charAt(0)) < 0) {
      String hint =
          qualifier == WorkQualifier.EXECUTABLE
              ? "for a bare name use command"
              : "name it from the cgroup root: /" + PrintableText.of(text);
      problems.addWithHint(
          ProblemCode.MASK, node, hint, key, PrintableText.of(text) + " must start with /");
      return null;
    }
    if (qualifier == WorkQualifier.COMMAND && !new Mask(text).canMatchWithin(COMMAND_LENGTH)) {
      String shown = PrintableText.of(text);
      problems.add(
          ProblemCode.COMMAND_LENGTH, node, shown, PrintableText.of(text.substring(0, 15)));
    }
    return new Mask(text);
  }
}
