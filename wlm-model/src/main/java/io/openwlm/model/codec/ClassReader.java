package io.openwlm.model.codec;

import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.IoPriorityGroup;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.WeightRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads service classes. */
final class ClassReader {
  private static final int MAX_REPORTERS = 100;

  private final NamedReader names;
  private final Problems problems;
  private final ClassParts parts;

  ClassReader(NamedReader names) {
    this.names = names;
    this.problems = names.problems();
    this.parts = new ClassParts(problems);
  }

  ClassDraft serviceClass(Fields fields) {
    String name = parts.className(fields, names.symbols(), names.isZos());
    Node nameAt = fields.get("name");
    Node at = nameAt == null ? fields.at() : nameAt;
    PeriodReader reader = new PeriodReader(problems);
    List<ServiceClassPeriod> periods = reader.periods(fields, true);
    Node cgroupAt = fields.get("cgroup");
    Node weightAt = fields.get("weight");
    Fields weight =
        weightAt == null ? null : Fields.of(weightAt, "weight", problems, List.of("min", "max"));
    return new ClassDraft(
        name,
        at,
        names.description(fields),
        names.history(fields),
        names.reference(fields, "workload", Kind.WORKLOAD),
        attributes(fields, periods, reader),
        weight == null ? WeightRange.DEFAULT : parts.weights(weight, "min", "max"),
        cgroupAt == null ? null : Values.cgroup(problems, cgroupAt, "cgroup"),
        cgroupAt,
        placement(fields, cgroupAt != null),
        reporters(fields));
  }

  private ServiceClass.@Nullable Attributes attributes(
      Fields fields, @Nullable List<ServiceClassPeriod> periods, PeriodReader reader) {
    String group = names.reference(fields, "resource-group", Kind.RESOURCE_GROUP);
    boolean critical = names.flag(fields, "cpu-critical");
    IoPriorityGroup io = reader.ioPriorityGroup(fields);
    HonorPriority honor = reader.honorPriority(fields);
    Node criticalAt = fields.get("cpu-critical");
    if (critical && criticalAt != null && periods != null && !mayBeCritical(periods)) {
      problems.add(ProblemCode.CPU_CRITICAL, criticalAt);
    }
    return periods == null
        ? null
        : new ServiceClass.Attributes(
            periods,
            group,
            critical,
            io == null ? IoPriorityGroup.NORMAL : io,
            honor == null ? HonorPriority.DEFAULT : honor);
  }

  /** CPU critical goes with one period and a velocity or response time goal. */
  static boolean mayBeCritical(List<ServiceClassPeriod> periods) {
    return periods.size() == 1 && !(periods.getFirst().goal() instanceof Goal.DiscretionaryGoal);
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
