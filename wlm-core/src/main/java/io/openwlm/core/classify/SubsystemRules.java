package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The way of work of one subsystem type: the rules; for Linux processes the control groups bound to
 * classes; and the default, which always has an answer.
 */
final class SubsystemRules {
  private final SubsystemType subsystem;
  private final String name;
  private final RuleList rules;
  private final String[] boundGroups;
  private final Outcome[] boundOutcomes;
  private final Outcome defaultOutcome;

  /** A control group and what the work in it gets. */
  record Bound(String group, Outcome outcome) {}

  SubsystemRules(
      SubsystemType subsystem, RuleList rules, List<Bound> bound, Outcome defaultOutcome) {
    this.subsystem = subsystem;
    this.name = subsystem.name();
    this.rules = rules;
    this.boundGroups = bound.stream().map(Bound::group).toArray(String[]::new);
    this.boundOutcomes = bound.stream().map(Bound::outcome).toArray(Outcome[]::new);
    this.defaultOutcome = defaultOutcome;
  }

  /** The end of the way of a piece of work. */
  Outcome outcome(WorkAttributes work) {
    Outcome byRule = rules.find(work);
    return byRule != null ? byRule : behindRules(work);
  }

  /** The end of the way of work that no rule matches. */
  Outcome behindRules(WorkAttributes work) {
    int i = boundGroups.length == 0 ? -1 : boundTo(work.get(QualifierType.CGROUP));
    return i < 0 ? defaultOutcome : boundOutcomes[i];
  }

  private int boundTo(@Nullable String group) {
    if (group != null) {
      for (int i = 0; i < boundGroups.length; i++) {
        String root = boundGroups[i];
        if (group.startsWith(root)
            && (group.length() == root.length() || group.charAt(root.length()) == '/')) {
          return i;
        }
      }
    }
    return -1;
  }

  String name() {
    return name;
  }

  SubsystemType subsystem() {
    return subsystem;
  }

  RuleList rules() {
    return rules;
  }

  /** The bound control groups and their outcomes; none but for Linux processes. */
  List<Bound> bound() {
    return IntStream.range(0, boundGroups.length)
        .mapToObj(i -> new Bound(boundGroups[i], boundOutcomes[i]))
        .toList();
  }

  Outcome defaultOutcome() {
    return defaultOutcome;
  }
}
