package io.openwlm.model.codec;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.WeightRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the project's own form, in z/OS words: {@code service-definition:}. */
final class ProjectForm {
  static final String TOP_KEY = "service-definition";
  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "cgroup-root",
          "control",
          "service-classes",
          "classification",
          "default-service-class");
  private static final List<String> CLASS_KEYS =
      List.of(
          "name",
          "description",
          "importance",
          "goal",
          "cgroup",
          "placement",
          "weight",
          "reporters");
  private static final int MAX_REPORTERS = 100;

  private final Problems problems;
  private final ClassParts parts;

  ProjectForm(Problems problems) {
    this.problems = problems;
    this.parts = new ClassParts(problems);
  }

  /** The definition below the top key; null after reporting that it is no mapping. */
  @Nullable DefinitionDraft read(Node node) {
    Fields fields = Fields.of(node, TOP_KEY, problems, KEYS);
    if (fields == null) {
      return null;
    }
    Node nameAt = fields.required("name", "name", "every service definition has a name");
    String name = nameAt == null ? null : Values.name(problems, nameAt, "service definition name");
    Node controlAt = fields.get("control");
    ControlSettings control =
        controlAt == null ? ControlSettings.DEFAULT : new ControlReader(problems).read(controlAt);
    Node rootAt = fields.get("cgroup-root");
    CgroupPath root =
        rootAt == null
            ? DefinitionDraft.DEFAULT_ROOT
            : Values.cgroup(problems, rootAt, "cgroup-root");
    Node rulesAt = fields.get("classification");
    Node defaultAt = fields.get("default-service-class");
    return new DefinitionDraft(
        name,
        description(fields),
        control,
        root,
        classes(fields),
        rulesAt == null ? List.of() : new RuleReader(problems).read(rulesAt),
        defaultAt == null ? null : Values.text(problems, defaultAt, "default-service-class"),
        defaultAt);
  }

  private String description(Fields fields) {
    Node node = fields.get("description");
    String text = node == null ? null : Values.line(problems, node, "description");
    return text == null ? "" : text;
  }

  private List<ClassDraft> classes(Fields fields) {
    Node node = fields.required("service-classes", "service-classes", "define at least one");
    List<ClassDraft> classes = new ArrayList<>();
    if (node == null) {
      return classes;
    }
    if (node instanceof Node.Sequence list && list.items().isEmpty()) {
      problems.add(ProblemCode.NO_CLASSES, node);
    }
    for (Node item : Values.items(problems, node, "service-classes", DefinitionDraft.MAX_CLASSES)) {
      Fields one = Fields.of(item, "a service class", problems, CLASS_KEYS);
      if (one != null) {
        classes.add(serviceClass(one));
      }
    }
    return classes;
  }

  private ClassDraft serviceClass(Fields fields) {
    String name = parts.className(fields);
    Node nameAt = fields.get("name");
    Node at = nameAt == null ? fields.at() : nameAt;
    Node goalAt =
        fields.required(
            "goal", "goal", "for example goal: { velocity: 30 }, or goal: discretionary");
    Goal goal = goalAt == null ? null : new GoalReader(problems).read(goalAt);
    if (goal instanceof Goal.TokenBudgetGoal) {
      parts.tokenNote(at, name);
    }
    Importance importance = parts.importance(fields, goal);
    Node weightAt = fields.get("weight");
    Fields weight =
        weightAt == null ? null : Fields.of(weightAt, "weight", problems, List.of("min", "max"));
    Node cgroupAt = fields.get("cgroup");
    return new ClassDraft(
        name,
        at,
        description(fields),
        goal,
        importance,
        weight == null ? WeightRange.DEFAULT : parts.weights(weight, "min", "max"),
        cgroupAt == null ? null : Values.cgroup(problems, cgroupAt, "cgroup"),
        cgroupAt,
        placement(fields, cgroupAt != null),
        reporters(fields));
  }

  private Placement placement(Fields fields, boolean hasCgroup) {
    Node node = fields.get("placement");
    String text =
        node == null
            ? null
            : Values.choice(problems, node, "placement", List.of("in-place", "move"));
    if (node == null || text == null || text.equals("in-place")) {
      return Placement.IN_PLACE;
    }
    if (!hasCgroup) {
      problems.add(ProblemCode.MOVE_NEEDS_CGROUP, node);
    }
    return Placement.MOVE;
  }

  private List<String> reporters(Fields fields) {
    List<String> users = new ArrayList<>();
    Node node = fields.get("reporters");
    if (node != null) {
      for (Node item : Values.items(problems, node, "reporters", MAX_REPORTERS)) {
        String user = Values.line(problems, item, "a reporter");
        if (user != null && (user.isEmpty() || user.contains(" "))) {
          Values.wrongType(problems, item, "a reporter", "a user name");
        } else if (user != null) {
          users.add(user);
        }
      }
    }
    return users;
  }
}
