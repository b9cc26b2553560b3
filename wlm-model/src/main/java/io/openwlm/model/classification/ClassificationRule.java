package io.openwlm.model.classification;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assigns work if all its conditions match. What a rule leaves out comes from the rule around it,
 * and at last from the subsystem's default. z/OS rules have one condition; several are an OpenWLM
 * addition.
 *
 * @param line where the rule stands; takes no part in equality
 * @param when at least one condition, sorted by type, each type once
 * @param assignment what matching work gets
 * @param description free text, may be empty
 * @param rules looked at only if this rule matches; the first that matches refines its answer
 */
public record ClassificationRule(
    SourceLine line,
    List<Condition> when,
    Assignment assignment,
    String description,
    List<ClassificationRule> rules) {

  public ClassificationRule {
    when = when.stream().sorted(Comparator.comparing(Condition::type)).toList();
    rules = List.copyOf(rules);
  }

  /**
   * What a rule gives to work.
   *
   * @param serviceClass null to inherit
   * @param reportClass a report class or tenant report class; null to inherit
   */
  public record Assignment(
      @Nullable String serviceClass,
      @Nullable String reportClass,
      boolean storageCritical,
      RegionGoal regionGoal,
      ReportingAttribute reportingAttribute,
      boolean boost) {
    /** Nothing but a service class. */
    public static Assignment toClass(@Nullable String serviceClass) {
      return new Assignment(
          serviceClass, null, false, RegionGoal.TRANSACTION, ReportingAttribute.NONE, false);
    }
  }

  /** A rule without a file that assigns a service class and has no rules in it. */
  public static ClassificationRule of(List<Condition> when, String serviceClass) {
    return new ClassificationRule(
        SourceLine.NONE, when, Assignment.toClass(serviceClass), "", List.of());
  }

  /** The rule in one line: {@code executable=/usr/sbin/nginx user=www% -> WEB}. */
  public String describe(boolean linux) {
    StringBuilder text = new StringBuilder();
    when.forEach(c -> text.append(c.describe(linux)).append(' '));
    String service = assignment.serviceClass();
    String report = assignment.reportClass();
    return text.append("-> ")
        .append(service == null ? "(as above)" : service)
        .append(report == null ? "" : " report " + report)
        .toString();
  }
}
