package io.openwlm.core.classify;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.ClassificationRule.Assignment;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.Mask;
import io.openwlm.model.classification.PriorityRange;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Classification word by word as it is described; slow, with nothing compiled. */
final class NaiveClassifier {
  private final ServiceDefinition definition;
  private final Map<String, Mask> masks = new HashMap<>();
  private final Map<String, PriorityRange> ranges = new HashMap<>();

  NaiveClassifier(ServiceDefinition definition) {
    this.definition = definition;
  }

  WorkClassification classify(WorkAttributes work) {
    SubsystemType subsystem = work.subsystem();
    Classification of =
        definition.classification().of(subsystem).orElse(Classification.of(subsystem, List.of()));
    String serviceClass = null;
    String reportClass = of.defaultReportClass();
    Assignment innermost = Assignment.toClass(null);
    String path = "";
    for (List<ClassificationRule> level = of.rules(); ; ) {
      int match = firstMatch(level, work);
      if (match < 0) {
        break;
      }
      innermost = level.get(match).assignment();
      path = path.isEmpty() ? subsystem + " " + (match + 1) : path + "." + (match + 1);
      serviceClass = or(innermost.serviceClass(), serviceClass);
      reportClass = or(innermost.reportClass(), reportClass);
      level = level.get(match).rules();
    }
    String origin = path;
    if (path.isEmpty() && subsystem.isLinux()) {
      ServiceClass owner = owner(work.get(QualifierType.CGROUP));
      if (owner != null) {
        serviceClass = owner.name();
        origin = "cgroup " + owner.cgroup();
      }
    }
    if (serviceClass == null) {
      serviceClass = behindRules(of, work);
      origin = path.isEmpty() ? originBehindRules(of) : path;
    }
    return new WorkClassification(
        serviceClass,
        definition.serviceClasses().stream().map(ServiceClass::name).toList().indexOf(serviceClass),
        reportClass,
        innermost.storageCritical(),
        innermost.regionGoal(),
        innermost.reportingAttribute(),
        innermost.boost(),
        origin);
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first != null ? first : second;
  }

  private @Nullable ServiceClass owner(@Nullable String group) {
    for (ServiceClass s : definition.serviceClasses()) {
      CgroupPath bound = s.cgroup();
      if (bound != null && group != null && (group + "/").startsWith(bound.value() + "/")) {
        return s;
      }
    }
    return null;
  }

  private String behindRules(Classification of, WorkAttributes work) {
    boolean linux = of.subsystem().isLinux();
    String byDefault =
        or(
            of.defaultServiceClass(),
            linux ? definition.classification().defaultServiceClass() : null);
    if (byDefault != null) {
      return byDefault;
    }
    if (!of.subsystem().name().equals("STC")) {
      return "SYSOTHER";
    }
    String parameter = work.get(QualifierType.SPM);
    return parameter != null && parameter.stripTrailing().equals("SYSTEM") ? "SYSTEM" : "SYSSTC";
  }

  private String originBehindRules(Classification of) {
    if (of.defaultServiceClass() != null) {
      return "default of " + of.subsystem();
    }
    boolean linux = of.subsystem().isLinux();
    return linux && definition.classification().defaultServiceClass() != null
        ? "default"
        : "system class";
  }

  private int firstMatch(List<ClassificationRule> level, WorkAttributes work) {
    for (int i = 0; i < level.size(); i++) {
      if (level.get(i).when().stream().allMatch(condition -> matches(condition, work))) {
        return i;
      }
    }
    return -1;
  }

  private boolean matches(Condition condition, WorkAttributes work) {
    QualifierType type = condition.type();
    String value = work.get(type);
    if (value == null) {
      return false;
    }
    if (condition.group()) {
      ClassificationGroup group =
          definition.classification().groups().stream()
              .filter(g -> g.name().equals(condition.value()))
              .findFirst()
              .orElseThrow();
      return group.members().stream().anyMatch(m -> matches(type, m.value(), m.start(), value));
    }
    if (type == QualifierType.PRI) {
      return ranges
          .computeIfAbsent(
              condition.value(), text -> Objects.requireNonNull(PriorityRange.parse(text)))
          .matches(value);
    }
    if (type == QualifierType.POD_LABEL) {
      for (String line : value.split("\n", -1)) {
        if (matches(type, condition.value(), condition.start(), line)) {
          return true;
        }
      }
      return false;
    }
    return matches(type, condition.value(), condition.start(), value);
  }

  private boolean matches(QualifierType type, String mask, @Nullable Integer start, String value) {
    return masks
        .computeIfAbsent(mask, Mask::new)
        .matches(value, start == null ? 1 : start, start != null || type.comparesPart());
  }
}
