package io.openwlm.model.codec;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes classification groups and rules as XML. */
final class XmlRuleWriter {
  private static final int NAME = 8;
  private static final int VALUE = 8;

  private final ServiceDefinition definition;
  private final XmlOutline out;
  private final XmlLosses losses;
  private final boolean current;

  XmlRuleWriter(ServiceDefinition definition, XmlOutline out, XmlLosses losses) {
    this.definition = definition;
    this.out = out;
    this.losses = losses;
    this.current = XmlWriter.isCurrent(definition);
  }

  void write() {
    List<ClassificationGroup> groups = definition.classification().groups();
    if (XmlWriter.begin(out, "ClassificationGroups", groups)) {
      groups.forEach(this::group);
      out.close();
    }
    List<Classification> all = definition.classification().classifications();
    if (XmlWriter.begin(out, "Classifications", all)) {
      all.forEach(this::classification);
      out.close();
    }
    String everywhere = definition.classification().defaultServiceClass();
    if (everywhere != null) {
      losses.add(
          ProblemCode.LOSS_PART,
          "default-service-class " + everywhere,
          "z/OS has a default for each subsystem type only");
    }
  }

  private void group(ClassificationGroup one) {
    out.open("ClassificationGroup", one.name());
    losses.name("classification group", one.name(), NAME);
    String what = "classification group " + one.name();
    XmlWriter.named(out, losses, what, one.name(), one.description(), one.history());
    out.leaf("QualifierType", one.type().xmlName());
    if (XmlWriter.begin(out, "QualifierNames", one.members())) {
      for (ClassificationGroup.Member member : one.members()) {
        out.open("QualifierName", member.value().strip());
        value("a member of " + what, one.type(), member.value());
        out.leaf("Name", member.value());
        losses.description("a member of " + what, member.description());
        out.value("Description", member.description());
        out.value("Start", start(member.start()));
        out.close();
      }
      out.close();
    }
    out.close();
  }

  private static @Nullable String start(@Nullable Integer start) {
    return start == null ? null : start.toString();
  }

  private void value(String what, QualifierType type, String value) {
    int longest = Math.min(type.length(), VALUE);
    losses.text(what + ", " + PrintableText.of(value) + ',', value, longest);
  }

  private void classification(Classification one) {
    SubsystemType subsystem = one.subsystem();
    out.open("Classification", subsystem.name());
    out.leaf("SubsystemType", subsystem.name());
    losses.description("the rules of " + subsystem, one.description());
    out.value("Description", one.description());
    XmlWriter.history(out, one.history());
    String service = one.defaultServiceClass();
    if (SystemClass.UNMANAGED.equals(service)) {
      losses.add(
          ProblemCode.LOSS_PART,
          "default class UNMANAGED of " + subsystem,
          "z/OS has no such class");
    } else {
      out.value("DefaultServiceClassName", service);
    }
    out.value("DefaultReportClassName", one.defaultReportClass());
    out.value("EWLMClassification", one.ewlmClassification());
    boolean rules = !one.rules().isEmpty();
    if (XmlWriter.begin(out, "ClassificationRules", one.rules())) {
      rules(subsystem, one.rules());
      out.close();
    }
    if (rules && service == null && !subsystem.equals(SubsystemType.STC)) {
      losses.add(
          ProblemCode.LOSS_REFUSED,
          "rules of " + subsystem + " without a default service class",
          "name one before you send the definition to z/OS");
    }
    out.close();
  }

  /** Rules in their order, with those between them that only z/OS understands. */
  private void rules(SubsystemType subsystem, List<ClassificationRule> rules) {
    String path = out.path();
    for (int i = 0; i < rules.size(); i++) {
      out.foreignAt(path + "#" + i);
      ClassificationRule rule = rules.get(i);
      String reason = reason(rule);
      if (reason == null) {
        rule(subsystem, rule, Integer.toString(i + 1));
      } else {
        int inner = count(rule) - 1;
        String and = inner == 0 ? "" : ", with the " + inner + " in it";
        String shown = PrintableText.of(rule.describe(subsystem.isLinux()), 120);
        losses.add(ProblemCode.LOSS_RULE, subsystem, shown, reason + and);
      }
    }
    out.foreignAt(path + "#" + rules.size());
  }

  private static int count(ClassificationRule rule) {
    return 1 + rule.rules().stream().mapToInt(XmlRuleWriter::count).sum();
  }

  /** Why z/OS cannot have a rule; null if it can. */
  private static @Nullable String reason(ClassificationRule rule) {
    if (rule.when().size() != 1) {
      return "a rule of z/OS has one condition";
    }
    QualifierType type = rule.when().getFirst().type();
    if (!type.isZos()) {
      return "z/OS has no qualifier " + type.key();
    }
    return SystemClass.UNMANAGED.equals(rule.assignment().serviceClass())
        ? "z/OS has no class UNMANAGED"
        : null;
  }

  private void rule(SubsystemType subsystem, ClassificationRule rule, String number) {
    ClassificationRule.Assignment assigned = rule.assignment();
    Condition condition = rule.when().getFirst();
    String what = subsystem + " rule " + PrintableText.of(rule.describe(false), 120);
    out.open("ClassificationRule", number);
    losses.description(what, rule.description());
    out.value("Description", rule.description());
    out.leaf("QualifierType", XmlWords.Qualifier.xml(condition.type(), condition.group()));
    if (condition.group()) {
      losses.text(what, condition.value(), NAME);
    } else {
      value(what, condition.type(), condition.value());
    }
    out.leaf("QualifierValue", condition.value());
    out.value("Start", start(condition.start()));
    out.value("ServiceClassName", assigned.serviceClass());
    out.value("ReportClassName", assigned.reportClass());
    out.setting("StorageCritical", XmlWriter.yes(assigned.storageCritical()));
    out.setting("RegionGoal", assigned.regionGoal().xml());
    if (current || assigned.reportingAttribute() != ReportingAttribute.NONE) {
      out.setting("ReportingAttribute", assigned.reportingAttribute().xml());
    }
    if (current || assigned.boost()) {
      out.setting("Boost", XmlWriter.yes(assigned.boost()));
    }
    rules(subsystem, rule.rules());
    out.close();
  }
}
