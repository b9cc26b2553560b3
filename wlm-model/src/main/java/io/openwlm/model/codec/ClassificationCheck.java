package io.openwlm.model.codec;

import io.openwlm.model.classification.ClassificationRule.Assignment;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.SystemClass;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks on classification rules that need the whole definition. */
final class ClassificationCheck {
  private final DefinitionDraft draft;
  private final Problems problems;
  private final Map<String, ServiceClass.Attributes> classes = new HashMap<>();
  private final Map<String, ClassificationGroup> groups = new HashMap<>();
  private final Map<String, ReportClass> reportClasses = new HashMap<>();
  private final Map<String, SubsystemType> transactionClasses = new HashMap<>();
  private final RuleCover cover;

  ClassificationCheck(DefinitionDraft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    for (ClassDraft c : draft.classes()) {
      if (c.name() != null && c.attributes() != null) {
        classes.put(c.name(), c.attributes());
      }
    }
    draft.rules().groups().forEach(g -> groups.put(g.name(), g));
    draft.goals().reportClasses().forEach(r -> reportClasses.put(r.name(), r));
    cover = new RuleCover(groups);
  }

  void run() {
    for (SubsystemDraft s : draft.rules().subsystems()) {
      if (s.subsystem().hasTransactionsOnly()) {
        collect(s);
      }
    }
    Set<List<RuleDraft>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (SubsystemDraft s : draft.rules().subsystems()) {
      // The short form gives the same list to two subsystem types; its rules are judged once.
      if (seen.add(s.rules()) || s.rules().isEmpty()) {
        subsystem(s);
      }
    }
  }

  /** Remembers which classes CICS and IMS use; no other subsystem may use them. */
  private void collect(SubsystemDraft s) {
    if (s.defaultServiceClass() != null) {
      transactionClasses.put(s.defaultServiceClass(), s.subsystem());
    }
    collect(s.rules(), s.subsystem());
  }

  private void collect(List<RuleDraft> rules, SubsystemType subsystem) {
    for (RuleDraft rule : rules) {
      if (rule.assignment().serviceClass() != null) {
        transactionClasses.put(rule.assignment().serviceClass(), subsystem);
      }
      collect(rule.rules(), subsystem);
    }
  }

  private void subsystem(SubsystemDraft s) {
    SubsystemType type = s.subsystem();
    boolean free = type.equals(SubsystemType.STC) || (type.isLinux() && !draft.zos());
    if (!s.rules().isEmpty() && s.defaultServiceClass() == null && !free) {
      problems.add(ProblemCode.NO_DEFAULT, s.at(), type);
    }
    usedClass(s.defaultServiceClass(), type, s.at());
    rules(s.rules(), s, EnumSet.noneOf(QualifierType.class), s.defaultServiceClass());
  }

  private void usedClass(@Nullable String name, SubsystemType type, Node at) {
    if (name == null) {
      return;
    }
    boolean started = type.equals(SubsystemType.STC);
    if (name.equals(SystemClass.SYSTEM) && !started) {
      problems.add(ProblemCode.SYSTEM_CLASS, at, name, "STC");
    }
    if (name.equals(SystemClass.UNMANAGED) && !type.isLinux()) {
      problems.add(ProblemCode.SYSTEM_CLASS, at, name, "OMVS and STC");
    }
    SubsystemType owner = transactionClasses.get(name);
    ServiceClass.Attributes attributes = classes.get(name);
    boolean system = SystemClass.isSystemClass(name);
    if (owner != null && !system && !type.hasTransactionsOnly()) {
      problems.add(ProblemCode.TRANSACTION_CLASS, at, name, owner);
    }
    if (type.hasTransactionsOnly() && attributes != null) {
      boolean single = attributes.periods().size() == 1;
      boolean response = attributes.periods().getFirst().goal() instanceof Goal.ResponseTimeGoal;
      if (!single || !response || attributes.resourceGroup() != null) {
        problems.add(ProblemCode.TRANSACTION_GOAL, at, name, type);
      }
    }
  }

  private void rules(
      List<RuleDraft> rules,
      SubsystemDraft s,
      Set<QualifierType> around,
      @Nullable String inherited) {
    cover.hidden(rules, problems);
    for (RuleDraft rule : rules) {
      Assignment a = rule.assignment();
      String service = a.serviceClass() == null ? inherited : a.serviceClass();
      Node at = place(rule, "service-class");
      usedClass(a.serviceClass(), s.subsystem(), at);
      columns(rule, s.subsystem(), service);
      Set<QualifierType> inside = EnumSet.noneOf(QualifierType.class);
      inside.addAll(around);
      for (Condition c : rule.when()) {
        condition(rule, c, around);
        inside.add(c.type());
      }
      if (!problems.isFull()) {
        rules(rule.rules(), s, inside, service);
      }
    }
  }

  private void condition(RuleDraft rule, Condition c, Set<QualifierType> around) {
    Node at = place(rule, "when");
    boolean shortType = c.type().isZos() && !c.type().comparesPart();
    if (shortType && !c.group() && around.contains(c.type())) {
      problems.add(ProblemCode.NESTED_IN_ITSELF, at, c.type().key());
    }
    ClassificationGroup group = c.group() ? groups.get(c.value()) : null;
    if (group != null && group.type() != c.type()) {
      problems.add(ProblemCode.OTHER_GROUP_TYPE, at, c.value(), group.type().key(), c.type().key());
    }
  }

  private void columns(RuleDraft rule, SubsystemType type, @Nullable String service) {
    Assignment a = rule.assignment();
    ServiceClass.Attributes attributes = service == null ? null : classes.get(service);
    if (a.storageCritical()
        && service != null
        && attributes != null
        && attributes.periods().size() > 1) {
      problems.add(ProblemCode.STORAGE_CRITICAL, place(rule, "storage-critical"), service);
    }
    if (a.regionGoal() != RegionGoal.TRANSACTION && !type.hasRegionGoal()) {
      problems.add(ProblemCode.REGION_GOAL, place(rule, "manage-region-by"), type);
    }
    ReportClass report = a.reportClass() == null ? null : reportClasses.get(a.reportClass());
    if (report != null && report.tenantResourceGroup() != null) {
      if (a.reportingAttribute() != ReportingAttribute.NONE) {
        problems.add(
            ProblemCode.TENANT_AND_REPORTING, place(rule, "reporting-attribute"), report.name());
      }
      if (service != null && attributes != null && attributes.resourceGroup() != null) {
        problems.add(
            ProblemCode.TENANT_AND_GROUP,
            place(rule, "report-class"),
            report.name(),
            service,
            attributes.resourceGroup());
      }
    }
  }

  private static Node place(RuleDraft rule, String key) {
    Node node = rule.fields().get(key);
    return node == null ? rule.at() : node;
  }
}
