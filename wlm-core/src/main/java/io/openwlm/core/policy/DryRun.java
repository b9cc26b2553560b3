package io.openwlm.core.policy;

import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.diff.Change;
import io.openwlm.model.diff.DefinitionDiff;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an activation would change, told from the two policies and the picture of the machine. */
final class DryRun {
  private DryRun() {}

  /**
   * The differences in meaning, one a line, then how much of the machine they touch; empty if there
   * is no difference.
   *
   * @param now the policy in force, with its overrides in the definition
   * @param next the policy that would be
   */
  static List<String> changes(ActivePolicy now, ActivePolicy next, ManagerStatus status) {
    List<String> lines = new ArrayList<>();
    if (!now.name().equals(next.name())) {
      lines.add("~ policy " + now.name() + " -> " + next.name());
    }
    for (Change change : DefinitionDiff.between(now.effective(), next.effective())) {
      lines.add(change.toString());
    }
    if (!lines.isEmpty()) {
      lines.addAll(touched(now.effective(), next.effective(), status));
    }
    return lines;
  }

  private static List<String> touched(
      ServiceDefinition now, ServiceDefinition next, ManagerStatus status) {
    Set<String> names = new TreeSet<>();
    for (ServiceClass c : now.serviceClasses()) {
      if (!next.serviceClass(c.name()).map(c::equals).orElse(false)) {
        names.add(c.name());
      }
    }
    for (ServiceClass c : next.serviceClasses()) {
      if (now.serviceClass(c.name()).isEmpty()) {
        names.add(c.name());
      }
    }
    int processes = 0;
    int groups = 0;
    for (ClassStatus c : status.classes()) {
      if (names.contains(c.name())) {
        processes += c.processes();
        groups += c.cgroups().size();
      }
    }
    boolean rules = !now.classification().equals(next.classification());
    int all = status.classes().stream().mapToInt(ClassStatus::processes).sum();
    return List.of(
        "service classes that differ: "
            + names.size()
            + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")"),
        "processes in them now: " + processes,
        "processes classified by other rules: " + (rules ? all : 0),
        status.enforcing()
            ? "control groups whose values may be written anew: " + groups
            : "control groups whose values may be written anew: 0 of "
                + groups
                + ", the daemon only observes");
  }
}
