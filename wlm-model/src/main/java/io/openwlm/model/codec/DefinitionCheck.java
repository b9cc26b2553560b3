package io.openwlm.model.codec;

import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ClassPeriods;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The checks that need the whole definition: references exist, control groups lie below the root
 * and beside one another, limits of z/OS are kept, rules can be reached.
 */
final class DefinitionCheck {
  /** More goals than this are never all looked at: one class is helped in each interval. */
  private static final int MANY_PERIODS = 30;

  /** So many parents of control groups are told by name. */
  private static final int MANY_PARENTS = 8;

  private static final int WHOLE_PERCENT = 100;

  private final DefinitionDraft draft;
  private final Problems problems;
  private final Symbols symbols;

  private DefinitionCheck(DefinitionDraft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    this.symbols = draft.symbols();
  }

  static void run(DefinitionDraft draft, Problems problems) {
    DefinitionCheck check = new DefinitionCheck(draft, problems);
    draft.symbols().resolve();
    check.controlGroups();
    check.counts();
    check.periods();
    check.overrides();
    check.minimums();
    new ClassificationCheck(draft, problems).run();
    new BudgetCheck(draft, problems).run();
    if (!problems.hasErrors()) {
      check.reachableClasses();
      check.parents();
    }
  }

  private void controlGroups() {
    Map<String, ClassDraft> seen = new HashMap<>();
    List<ClassDraft> inside = new ArrayList<>();
    for (ClassDraft c : draft.classes()) {
      Node at = c.cgroupAt();
      CgroupPath path = c.cgroup();
      if (at == null || path == null || !isBelowRoot(path, at)) {
        continue;
      }
      ClassDraft first = seen.putIfAbsent(path.value(), c);
      if (first == null) {
        inside.add(c);
      } else {
        problems.add(ProblemCode.SAME_CGROUP, at, show(path), shown(first), line(first));
      }
    }
    for (ClassDraft c : inside) {
      nested(c, seen);
    }
  }

  private boolean isBelowRoot(CgroupPath path, Node at) {
    CgroupPath root = draft.host().cgroupRoot();
    if (root == null) {
      return true;
    }
    if (path.equals(root)) {
      problems.add(ProblemCode.IS_ROOT, at, show(path));
      return false;
    }
    if (!path.isAtOrBelow(root)) {
      problems.add(ProblemCode.OUTSIDE_ROOT, at, show(path), show(root));
      return false;
    }
    return true;
  }

  /** Looks for the nearest owner above; the pair is reported at the one that stands later. */
  private void nested(ClassDraft c, Map<String, ClassDraft> owners) {
    if (c.cgroup() == null) {
      return;
    }
    String path = c.cgroup().value();
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      ClassDraft above = owners.get(path.substring(0, end));
      if (above != null) {
        boolean laterIsC = line(above) <= line(c);
        ClassDraft later = laterIsC ? c : above;
        ClassDraft first = laterIsC ? above : c;
        if (later.cgroupAt() != null && later.cgroup() != null && first.cgroup() != null) {
          problems.add(
              ProblemCode.NESTED_CGROUP,
              later.cgroupAt(),
              show(later.cgroup()),
              show(first.cgroup()),
              shown(first),
              line(first));
        }
        return;
      }
    }
  }

  /** How many objects z/OS keeps in a definition. */
  private void counts() {
    if (!draft.zos() || draft.classes().isEmpty()) {
      return;
    }
    Map<Kind, Integer> most =
        Map.of(
            Kind.SERVICE_CLASS, 100,
            Kind.POLICY, 99,
            Kind.WORKLOAD, 999,
            Kind.RESOURCE_GROUP, 32,
            Kind.TENANT_RESOURCE_GROUP, 32,
            Kind.REPORT_CLASS, 2047,
            Kind.APPLICATION_ENVIRONMENT, 999,
            Kind.SCHEDULING_ENVIRONMENT, 999,
            Kind.RESOURCE, 999);
    Node at = draft.classes().getFirst().at();
    for (Kind kind : Kind.values()) {
      Integer limit = most.get(kind);
      if (limit != null && symbols.count(kind) > limit) {
        problems.add(ProblemCode.ZOS_COUNT, at, symbols.count(kind), kind.text, limit);
      }
    }
  }

  private void periods() {
    int goals = 0;
    for (ClassDraft c : draft.classes()) {
      List<ServiceClassPeriod> periods =
          c.attributes() == null ? List.of() : c.attributes().periods();
      for (ServiceClassPeriod period : periods) {
        goals += period.goal() instanceof Goal.DiscretionaryGoal ? 0 : 1;
      }
      if (periods.size() > 1 && !ages(c, periods.size())) {
        problems.add(ProblemCode.FIRST_PERIOD_ONLY, c.at(), shown(c), periods.size());
      }
      String group = c.attributes() == null ? null : c.attributes().resourceGroup();
      if (draft.goals().resourceGroups().stream()
          .anyMatch(g -> g.name().equals(group) && g.limits().memoryLimitGigabytes() != null)) {
        problems.add(ProblemCode.NO_MEMORY_LIMIT, c.at(), shown(c), String.valueOf(group));
      }
      if (c.attributes() != null
          && c.attributes().cpuCritical()
          && ClassReader.mayBeCritical(periods)) {
        problems.add(ProblemCode.NOT_CPU_CRITICAL, c.at(), shown(c));
      }
    }
    if (goals > MANY_PERIODS) {
      problems.add(ProblemCode.MANY_PERIODS, draft.classes().getFirst().at(), goals, MANY_PERIODS);
    }
  }

  private boolean ages(ClassDraft c, int periods) {
    return ClassPeriods.canAge(
        shown(c),
        periods,
        c.cgroup(),
        c.placement(),
        draft.classes().stream().map(DefinitionCheck::shown).toList(),
        draft.classes().stream().map(ClassDraft::cgroup).filter(Objects::nonNull).toList());
  }

  /** An override must leave a class that could have been defined so. */
  private void overrides() {
    Map<String, ServiceClass.Attributes> base = new HashMap<>();
    draft.classes().forEach(c -> base.put(shown(c), c.attributes()));
    for (PolicyDraft policy : draft.goals().policies()) {
      for (PolicyDraft.ClassChange override : policy.overrides()) {
        ServiceClass.Attributes attributes = base.get(override.override().serviceClass());
        if (attributes != null) {
          ServiceClass.Attributes changed = override.override().applyTo(attributes);
          if (changed.cpuCritical() && !ClassReader.mayBeCritical(changed.periods())) {
            problems.add(ProblemCode.CPU_CRITICAL, override.at());
          } else if (changed.cpuCritical() && !attributes.cpuCritical()) {
            problems.add(
                ProblemCode.NOT_CPU_CRITICAL, override.at(), override.override().serviceClass());
          }
        }
      }
    }
  }

  private void minimums() {
    long percent = 0;
    for (ResourceGroup group : draft.goals().resourceGroups()) {
      Long minimum = group.limits().minimum();
      if (group.limits().type() == ResourceGroupType.PERCENT_OF_SHARE && minimum != null) {
        percent += minimum;
        Node at = symbols.at(Kind.RESOURCE_GROUP, group.name());
        if (percent > WHOLE_PERCENT && percent - minimum <= WHOLE_PERCENT && at != null) {
          problems.add(ProblemCode.MINIMUMS_ABOVE_CAPACITY, at, percent);
        }
      }
    }
  }

  /** Weights compare only below one parent, and no parent is written that no class names. */
  private void parents() {
    Set<String> parents = new LinkedHashSet<>();
    Node at = null;
    for (ClassDraft c : draft.classes()) {
      if (c.cgroup() != null && c.cgroupAt() != null && isManaged(c)) {
        String path = c.cgroup().value();
        boolean another = parents.add(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
        at = another && parents.size() == 2 ? c.cgroupAt() : at;
      }
    }
    if (at != null) {
      String named =
          parents.stream()
              .limit(MANY_PARENTS)
              .map(PrintableText::of)
              .collect(Collectors.joining(", "));
      String more = parents.size() > MANY_PARENTS ? ", ..." : "";
      problems.add(ProblemCode.SEVERAL_PARENTS, at, parents.size(), named + more);
    }
  }

  private static boolean isManaged(ClassDraft c) {
    return c.attributes() != null
        && !(c.attributes().periods().getFirst().goal() instanceof Goal.TokenBudgetGoal);
  }

  private void reachableClasses() {
    Set<String> reached = new HashSet<>();
    draft
        .rules()
        .subsystems()
        .forEach(s -> {
          reached.add(String.valueOf(s.defaultServiceClass()));
          collect(s.rules(), reached);
        });
    reached.add(String.valueOf(draft.rules().defaultClass()));
    for (ClassDraft c : draft.classes()) {
      if (isManaged(c) && c.cgroup() == null && !reached.contains(shown(c))) {
        problems.add(ProblemCode.NO_WORK, c.at(), shown(c));
      }
    }
  }

  private static void collect(List<RuleDraft> rules, Set<String> reached) {
    for (RuleDraft rule : rules) {
      reached.add(String.valueOf(rule.assignment().serviceClass()));
      collect(rule.rules(), reached);
    }
  }

  private static int line(ClassDraft c) {
    return c.cgroupAt() == null ? c.at().line() : c.cgroupAt().line();
  }

  private static String shown(ClassDraft c) {
    return c.name() == null ? "?" : c.name();
  }

  private static String show(CgroupPath path) {
    return PrintableText.of(path.value());
  }
}
