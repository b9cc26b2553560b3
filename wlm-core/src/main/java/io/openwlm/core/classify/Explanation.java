package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The way of one piece of work through the rules, in words. */
final class Explanation {
  private static final int LONGEST_VALUE = 200;

  private final ServiceDefinition definition;
  private final SubsystemRules rules;
  private final WorkAttributes work;
  private final StringBuilder out = new StringBuilder();

  /** The rules that matched, from the outermost. */
  private final List<CompiledRule> chain = new ArrayList<>();

  Explanation(ServiceDefinition definition, SubsystemRules rules, WorkAttributes work) {
    this.definition = definition;
    this.rules = rules;
    this.work = work;
  }

  String text() {
    SubsystemType subsystem = work.subsystem();
    out.append(work.pid() > 0 ? "process " + work.pid() + ", " : "work of ").append(subsystem);
    out.append(" (").append(subsystem.work()).append(")\n");
    Map<QualifierType, String> known = work.known();
    known.forEach((type, value) ->
        out.append(String.format("  %-15s ", key(type)))
            .append(type.isMultiValued() ? lines(value) : PrintableText.of(value, LONGEST_VALUE))
            .append('\n'));
    if (known.isEmpty()) {
      out.append("  nothing known\n");
    }
    out.append("rules of ").append(PrintableText.of(definition.name()));
    out.append(" for ").append(subsystem).append(", first match wins\n");
    if (rules.rules().rules().isEmpty()) {
      out.append("  none\n");
    }
    list(rules.rules(), "  ");
    return result();
  }

  private static String lines(String value) {
    return String.join(
        "\n" + " ".repeat(18),
        value.lines().map(line -> PrintableText.of(line, LONGEST_VALUE)).toList());
  }

  private void list(RuleList list, String indent) {
    boolean found = false;
    for (CompiledRule rule : list.rules()) {
      out.append(indent).append(rule.path()).append(". ");
      out.append(describe(rule, work.subsystem().name()));
      int line = rule.source().line().line();
      out.append(line > 0 ? " (line " + line + ")\n" : "\n");
      String inner = indent + "   ";
      if (found) {
        out.append(inner).append("not looked at\n");
        continue;
      }
      int failing = rule.failing(work);
      if (failing >= 0) {
        out.append(inner).append(why(rule.conditions().get(failing))).append('\n');
        continue;
      }
      found = true;
      chain.add(rule);
      out.append(inner).append("match\n");
      list(rule.children(), inner);
    }
  }

  private String why(CompiledCondition condition) {
    String value = work.get(condition.type());
    String key = key(condition.type());
    return value == null
        ? "no: " + key + " is not known"
        : "no: " + key + " " + PrintableText.of(value, LONGEST_VALUE) + " " + condition.wanted();
  }

  private String key(QualifierType type) {
    return work.subsystem().isLinux() ? type.linuxKey() : type.key();
  }

  /** The conditions and classes of a rule, and its text. */
  static String describe(CompiledRule rule, String subsystem) {
    boolean linux = new SubsystemType(subsystem).isLinux();
    String text = rule.source().description();
    return PrintableText.of(rule.source().describe(linux), LONGEST_VALUE)
        + (text.isEmpty() ? "" : " \"" + PrintableText.of(text) + "\"");
  }

  private String result() {
    Outcome outcome = chain.isEmpty() ? rules.behindRules(work) : chain.getLast().outcome();
    WorkClassification answer = outcome.of(work);
    String how =
        chain.isEmpty() ? "no rule matches" + behind(answer.rule()) : "rule " + answer.rule();
    out.append("result: ").append(answer.serviceClass()).append(" (").append(how).append(")\n");
    line("service class", answer.serviceClass() + from(true, answer));
    String report = answer.reportClass();
    line("report class", report == null ? "none" : report + from(false, answer));
    if (answer.storageCritical()) {
      line("storage", "critical");
    }
    if (answer.regionGoal() != RegionGoal.TRANSACTION) {
      line("region goal", answer.regionGoal().key());
    }
    if (answer.reportingAttribute() != ReportingAttribute.NONE) {
      line("reporting", answer.reportingAttribute().key());
    }
    if (answer.boost()) {
      line("boost", "yes");
    }
    return out.toString();
  }

  private void line(String what, String value) {
    out.append(String.format("  %-15s ", what)).append(value).append('\n');
  }

  /** Where a class comes from: the innermost matched rule that names one, else a default. */
  private String from(boolean service, WorkClassification answer) {
    for (CompiledRule rule : chain.reversed()) {
      var gives = rule.source().assignment();
      String name = service ? gives.serviceClass() : gives.reportClass();
      if (name != null) {
        return ", from rule " + work.subsystem() + " " + rule.path();
      }
    }
    if (!service) {
      return ", from the default of " + work.subsystem();
    }
    return behind((chain.isEmpty() ? answer : rules.defaultOutcome().usual()).rule());
  }

  /** What stands behind the rules, as the end of a sentence. */
  private static String behind(String origin) {
    return origin.startsWith(RuleCompiler.CGROUP)
        ? ", its cgroup is at or below " + origin.substring(RuleCompiler.CGROUP.length())
        : origin.equals(RuleCompiler.SYSTEM_CLASS) ? ", a system class" : ", from the " + origin;
  }
}
