package io.openwlm.model.codec;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.ClassificationRule.Assignment;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SourceLine;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ClassificationGroup.Member;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClasses;
import io.openwlm.model.definition.SystemClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random classification rules for given classes. */
final class GeneratedRules {
  private static final int MAX_NESTING = 3;

  private final GeneratedTexts texts;
  private final boolean zosOnly;
  private final boolean level;
  private final int size;
  private final ServiceClasses classes;
  private final List<ClassificationGroup> groups = new ArrayList<>();

  GeneratedRules(
      GeneratedTexts texts, boolean zosOnly, boolean level, int size, ServiceClasses classes) {
    this.texts = texts;
    this.zosOnly = zosOnly;
    this.level = level;
    this.size = size;
    this.classes = classes;
  }

  ClassificationRules rules() {
    groups();
    String byDefault =
        zosOnly || texts.chance(0.6)
            ? null
            : texts.any(SystemClass.UNMANAGED, SystemClass.SYSSTC, SystemClass.SYSOTHER);
    if (!zosOnly && !level && texts.chance(0.3)) {
      List<ClassificationRule> shared =
          rules(SubsystemType.OMVS, EnumSet.noneOf(QualifierType.class), null, 1);
      var both = ClassificationRules.forProcesses(shared, byDefault);
      return new ClassificationRules(groups, both.classifications(), byDefault);
    }
    List<String> types = new ArrayList<>(SubsystemType.knownNames());
    types.addAll(List.of("SAP", "1", "NULL", "#@$", "NO", "0X1F"));
    List<Classification> all = new ArrayList<>();
    for (int i = texts.upTo(size); i > 0; i--) {
      String type = texts.chance(0.4) ? texts.any("OMVS", "STC") : texts.oneOf(types);
      types.remove(type);
      if (all.stream().noneMatch(c -> c.subsystem().name().equals(type))) {
        all.add(classification(new SubsystemType(type)));
      }
    }
    return new ClassificationRules(groups, all, byDefault);
  }

  private void groups() {
    GeneratedTexts.Names names = texts.new Names(8);
    List<QualifierType> types =
        Arrays.stream(QualifierType.values()).filter(QualifierType::hasGroupForm).toList();
    for (int i = texts.upTo(size * 2); i > 0; i--) {
      QualifierType type = texts.oneOf(types);
      List<Member> members = new ArrayList<>();
      for (int m = texts.upTo(size); m >= 0; m--) {
        Integer start = texts.chance(0.7) ? null : 1 + texts.upTo(type.length() - 1);
        members.add(new Member(mask(type), texts.description(), start));
      }
      groups.add(
          new ClassificationGroup(
              names.next(),
              texts.description(),
              DefinitionGenerator.history(texts),
              type,
              members));
    }
  }

  private Classification classification(SubsystemType type) {
    String service = texts.chance(0.3) ? null : serviceClass(type);
    List<ClassificationRule> rules = rules(type, EnumSet.noneOf(QualifierType.class), service, 1);
    boolean free = type.equals(SubsystemType.STC) || (type.isLinux() && !level);
    if (service == null && !rules.isEmpty() && !free) {
      rules = List.of();
    }
    return new Classification(
        type,
        texts.description(),
        DefinitionGenerator.history(texts),
        service,
        classes.reportClasses().isEmpty() || texts.chance(0.5)
            ? null
            : texts.oneOf(classes.reportClasses()).name(),
        texts.any(Classification.EWLM_NEVER, "Always"),
        rules);
  }

  private @Nullable String serviceClass(SubsystemType type) {
    List<String> names = new ArrayList<>(List.of(SystemClass.SYSSTC, SystemClass.SYSOTHER));
    for (ServiceClass c : classes.serviceClasses()) {
      boolean transactions = c.description().equals(GeneratedClasses.FOR_TRANSACTIONS);
      if (transactions == type.hasTransactionsOnly()) {
        names.add(c.name());
      }
    }
    if (type.equals(SubsystemType.STC)) {
      names.add(SystemClass.SYSTEM);
    }
    if (type.isLinux() && !zosOnly) {
      names.add(SystemClass.UNMANAGED);
    }
    return texts.chance(0.8) ? names.getLast() : texts.oneOf(names);
  }

  private List<ClassificationRule> rules(
      SubsystemType type, Set<QualifierType> around, @Nullable String inherited, int depth) {
    List<ClassificationRule> rules = new ArrayList<>();
    for (int i = texts.upTo(depth == 1 ? size : 2); i > 0; i--) {
      List<Condition> when = when(type, around);
      if (!when.isEmpty()) {
        rules.add(rule(type, when, around, inherited, depth));
      }
    }
    return rules;
  }

  private ClassificationRule rule(
      SubsystemType type,
      List<Condition> when,
      Set<QualifierType> around,
      @Nullable String inherited,
      int depth) {
    String service = texts.chance(0.7) ? serviceClass(type) : null;
    String effective = service == null ? inherited : service;
    ServiceClass found =
        classes.serviceClasses().stream()
            .filter(c -> c.name().equals(effective))
            .findFirst()
            .orElse(null);
    ReportClass report =
        classes.reportClasses().isEmpty() || texts.chance(0.5)
            ? null
            : texts.oneOf(classes.reportClasses());
    boolean tenant = report != null && report.tenantResourceGroup() != null;
    if (tenant && found != null && found.attributes().resourceGroup() != null) {
      report = null;
    }
    Set<QualifierType> inside = EnumSet.noneOf(QualifierType.class);
    inside.addAll(around);
    when.forEach(c -> inside.add(c.type()));
    List<ClassificationRule> rules =
        depth < MAX_NESTING && texts.chance(0.4)
            ? rules(type, inside, effective, depth + 1)
            : List.of();
    if (service == null && report == null && rules.isEmpty()) {
      service = serviceClass(type);
      found = null;
    }
    boolean single = found != null && found.periods().size() == 1;
    return new ClassificationRule(
        new SourceLine(texts.upTo(99)),
        when,
        new Assignment(
            service,
            report == null ? null : report.name(),
            single && texts.chance(0.3),
            type.hasRegionGoal() ? texts.any(RegionGoal.values()) : RegionGoal.TRANSACTION,
            tenant ? ReportingAttribute.NONE : texts.any(ReportingAttribute.values()),
            texts.chance(0.2)),
        texts.description(),
        rules);
  }

  private List<Condition> when(SubsystemType type, Set<QualifierType> around) {
    List<QualifierType> types = new ArrayList<>(type.qualifiers());
    types.removeIf(q -> zosOnly && !q.isZos());
    types.sort(null);
    List<Condition> when = new ArrayList<>();
    int count = zosOnly || texts.chance(0.7) ? 1 : 1 + texts.upTo(3);
    for (int tries = 0; tries < 20 && when.size() < count; tries++) {
      QualifierType q = texts.oneOf(types);
      List<ClassificationGroup> fitting = groups.stream().filter(g -> g.type() == q).toList();
      boolean group = !fitting.isEmpty() && texts.chance(0.5);
      boolean nestable = group || !around.contains(q) || !q.isZos() || q.comparesPart();
      if (nestable && when.stream().noneMatch(c -> c.type() == q)) {
        when.add(group ? ofGroup(texts.oneOf(fitting)) : condition(q));
      }
    }
    return when;
  }

  private static Condition ofGroup(ClassificationGroup group) {
    return new Condition(group.type(), true, group.name(), null);
  }

  private Condition condition(QualifierType q) {
    Integer start = texts.chance(0.8) ? null : 1 + texts.upTo(q.length() - 1);
    return new Condition(q, false, mask(q), start);
  }

  private String mask(QualifierType q) {
    if (q == QualifierType.PRI) {
      return texts.any("", "=", "<", "<=", ">", ">=", "<>") + texts.upTo(999);
    }
    boolean path = q == QualifierType.EXECUTABLE || q == QualifierType.CGROUP;
    return (path ? "/" : "") + texts.mask(Math.min(q.length(), zosOnly ? 8 : 300));
  }
}
