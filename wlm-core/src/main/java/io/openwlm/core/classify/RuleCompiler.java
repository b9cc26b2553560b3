package io.openwlm.core.classify;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.ClassificationRule.Assignment;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.PriorityRange;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the rules of a definition ready to run. Everything a rule inherits is resolved here. */
final class RuleCompiler {
  /** Origin of an answer that a bound control group gives, before its path. */
  static final String CGROUP = "cgroup ";

  /** Origin of an answer that z/OS gives. */
  static final String SYSTEM_CLASS = "system class";

  private final ServiceDefinition definition;
  private final Map<String, Integer> classes = new HashMap<>();
  private final Set<String> reportClasses = new HashSet<>();
  private final Map<String, ClassificationGroup> groups = new HashMap<>();

  /** What a rule hands to the rules in it: what it gives itself, inherited or not. */
  private record Inherited(@Nullable String serviceClass, @Nullable String reportClass) {}

  RuleCompiler(ServiceDefinition definition) {
    this.definition = definition;
    List<ServiceClass> defined = definition.serviceClasses();
    for (int i = 0; i < defined.size(); i++) {
      classes.put(defined.get(i).name(), i);
    }
    definition.classes().reportClasses().stream()
        .map(ReportClass::name)
        .forEach(reportClasses::add);
    definition.classification().groups().forEach(g -> groups.put(g.name(), g));
  }

  /** The rules of every subsystem type that has some, and of both types of Linux processes. */
  List<SubsystemRules> subsystems() {
    List<SubsystemRules> compiled = new ArrayList<>();
    for (Classification c : definition.classification().classifications()) {
      compiled.add(compile(c));
    }
    for (SubsystemType linux : List.of(SubsystemType.STC, SubsystemType.OMVS)) {
      if (definition.classification().of(linux).isEmpty()) {
        compiled.add(compile(Classification.of(linux, List.of())));
      }
    }
    return compiled;
  }

  /** What work of any other subsystem type gets. */
  SubsystemRules others() {
    Outcome other = end(null, SystemClass.SYSOTHER, SYSTEM_CLASS, null);
    return new SubsystemRules(new SubsystemType("$"), RuleList.EMPTY, List.of(), other);
  }

  private SubsystemRules compile(Classification c) {
    SubsystemType subsystem = c.subsystem();
    checkReportClass(c.defaultReportClass());
    Inherited inherited = new Inherited(c.defaultServiceClass(), c.defaultReportClass());
    RuleList rules = compile(c.rules(), "", subsystem, inherited);
    List<SubsystemRules.Bound> bound = new ArrayList<>();
    for (ServiceClass s :
        subsystem.isLinux() ? definition.serviceClasses() : List.<ServiceClass>of()) {
      CgroupPath path = s.cgroup();
      if (path != null) {
        bound.add(
            new SubsystemRules.Bound(
                path.value(), end(null, s.name(), CGROUP + path.value(), c.defaultReportClass())));
      }
    }
    String origin =
        c.defaultServiceClass() != null
            ? "default of " + subsystem
            : subsystem.isLinux() && definition.classification().defaultServiceClass() != null
                ? "default"
                : SYSTEM_CLASS;
    Outcome last = outcome(subsystem, null, inherited, origin);
    return new SubsystemRules(subsystem, rules, bound, last);
  }

  private RuleList compile(
      List<ClassificationRule> rules, String above, SubsystemType subsystem, Inherited inherited) {
    List<CompiledRule> compiled = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      ClassificationRule rule = rules.get(i);
      Assignment gives = rule.assignment();
      checkReportClass(gives.reportClass());
      String path = above + (i + 1);
      Inherited own =
          new Inherited(
              gives.serviceClass() == null ? inherited.serviceClass() : gives.serviceClass(),
              gives.reportClass() == null ? inherited.reportClass() : gives.reportClass());
      compiled.add(
          new CompiledRule(
              rule,
              path,
              rule.when().stream().map(this::compile).toList(),
              outcome(subsystem, gives, own, subsystem + " " + path),
              compile(rule.rules(), path + ".", subsystem, own)));
    }
    return compiled.isEmpty() ? RuleList.EMPTY : new RuleList(compiled);
  }

  /** An end of a way; without a service class it leads on to the defaults behind the rules. */
  private Outcome outcome(
      SubsystemType subsystem, @Nullable Assignment gives, Inherited own, String origin) {
    String serviceClass = own.serviceClass();
    if (serviceClass == null && subsystem.isLinux()) {
      serviceClass = definition.classification().defaultServiceClass();
    }
    if (serviceClass != null) {
      return end(gives, serviceClass, origin, own.reportClass());
    }
    if (!subsystem.equals(SubsystemType.STC)) {
      return end(gives, SystemClass.SYSOTHER, origin, own.reportClass());
    }
    return new Outcome(
        answer(gives, SystemClass.SYSSTC, origin, own.reportClass()),
        answer(gives, SystemClass.SYSTEM, origin, own.reportClass()));
  }

  private Outcome end(
      @Nullable Assignment gives, String serviceClass, String origin, @Nullable String report) {
    return new Outcome(answer(gives, serviceClass, origin, report), null);
  }

  private WorkClassification answer(
      @Nullable Assignment gives, String serviceClass, String origin, @Nullable String report) {
    Integer index = classes.get(serviceClass);
    if (index == null && !SystemClass.isSystemClass(serviceClass)) {
      throw new IllegalArgumentException("service class " + serviceClass + " is not defined");
    }
    return new WorkClassification(
        serviceClass,
        index == null ? -1 : index,
        report,
        gives != null && gives.storageCritical(),
        gives == null ? RegionGoal.TRANSACTION : gives.regionGoal(),
        gives == null ? ReportingAttribute.NONE : gives.reportingAttribute(),
        gives != null && gives.boost(),
        origin);
  }

  private void checkReportClass(@Nullable String name) {
    if (name != null && !reportClasses.contains(name)) {
      throw new IllegalArgumentException("report class " + name + " is not defined");
    }
  }

  private CompiledCondition compile(Condition condition) {
    QualifierType type = condition.type();
    if (condition.group()) {
      ClassificationGroup group = groups.get(condition.value());
      if (group == null || group.type() != type) {
        throw new IllegalArgumentException(
            "classification group " + condition.value() + " of " + type + " is not defined");
      }
      return new CompiledCondition.AnyMask(
          type,
          group.name(),
          group.members().stream().map(m -> mask(type, m.value(), m.start())).toList());
    }
    if (type == QualifierType.PRI) {
      PriorityRange range = PriorityRange.parse(condition.value());
      if (range == null) {
        throw new IllegalArgumentException("not a priority: " + condition.value());
      }
      return new CompiledCondition.Priority(type, range);
    }
    CompiledMask mask = mask(type, condition.value(), condition.start());
    return type.isMultiValued()
        ? new CompiledCondition.AnyLine(type, mask)
        : new CompiledCondition.OneMask(type, mask);
  }

  private static CompiledMask mask(QualifierType type, String value, @Nullable Integer start) {
    return new CompiledMask(value, start == null ? 1 : start, start != null || type.comparesPart());
  }
}
