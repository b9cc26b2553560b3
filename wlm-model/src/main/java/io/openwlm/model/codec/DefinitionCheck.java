package io.openwlm.model.codec;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks that need the whole definition: names are unique, references exist, control groups lie
 * below the root and beside one another, rules can be reached.
 */
final class DefinitionCheck {
  private static final Set<String> RESERVED =
      Set.of("SYSTEM", "SYSSTC", "SYSOTHER", ServiceDefinition.UNMANAGED);

  private final DefinitionDraft draft;
  private final Problems problems;
  private final Map<String, ClassDraft> byName = new HashMap<>();

  private DefinitionCheck(DefinitionDraft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  /** True for the names that z/OS and OpenWLM keep for themselves, in any case. */
  static boolean isReserved(String name) {
    return RESERVED.contains(name.toUpperCase(Locale.ROOT));
  }

  static void run(DefinitionDraft draft, Problems problems) {
    DefinitionCheck check = new DefinitionCheck(draft, problems);
    check.names();
    check.controlGroups();
    check.references();
    check.hiddenRules();
    if (!problems.hasErrors()) {
      check.reachableClasses();
    }
  }

  private void names() {
    for (ClassDraft c : draft.classes()) {
      if (c.name() != null) {
        ClassDraft first = byName.putIfAbsent(c.name(), c);
        if (first != null) {
          problems.add(ProblemCode.DUPLICATE_CLASS, c.at(), c.name(), first.at().line());
        }
      }
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
    CgroupPath root = draft.cgroupRoot();
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

  private void references() {
    for (RuleDraft rule : draft.rules()) {
      reference(rule.serviceClass(), rule.classAt());
    }
    reference(draft.defaultClass(), draft.defaultAt());
  }

  private void reference(@Nullable String name, @Nullable Node at) {
    if (name == null || at == null || problems.isFull()) {
      return;
    }
    if (byName.containsKey(name) || name.equals(ServiceDefinition.UNMANAGED)) {
      return;
    }
    List<String> names = new ArrayList<>();
    draft.classes().forEach(c -> addName(names, c));
    names.add(ServiceDefinition.UNMANAGED);
    String all = names.size() <= 10 ? "defined are " + String.join(", ", names) : "";
    problems.addWithHint(
        ProblemCode.UNKNOWN_CLASS, at, NearestName.hint(name, names, all), PrintableText.of(name));
  }

  private static void addName(List<String> names, ClassDraft c) {
    if (c.name() != null) {
      names.add(c.name());
    }
  }

  private void hiddenRules() {
    List<RuleDraft> earlier = new ArrayList<>();
    for (RuleDraft rule : draft.rules()) {
      if (!rule.whole() || problems.isFull()) {
        continue;
      }
      for (RuleDraft first : earlier) {
        if (first.hides(rule)) {
          problems.add(ProblemCode.HIDDEN_RULE, rule.at(), first.at().line());
          break;
        }
      }
      earlier.add(rule);
    }
  }

  private void reachableClasses() {
    Set<String> reached = new HashSet<>();
    draft.rules().forEach(rule -> reached.add(String.valueOf(rule.serviceClass())));
    reached.add(String.valueOf(draft.defaultClass()));
    for (ClassDraft c : draft.classes()) {
      boolean managed = !(c.goal() instanceof Goal.TokenBudgetGoal);
      if (managed && c.cgroup() == null && !reached.contains(shown(c))) {
        problems.add(ProblemCode.NO_WORK, c.at(), shown(c));
      }
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
