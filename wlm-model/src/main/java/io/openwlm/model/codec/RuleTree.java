package io.openwlm.model.codec;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Entries;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.codec.FormTree.Text;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ClassificationGroup.Member;
import io.openwlm.model.definition.ClassificationRules;
import java.util.ArrayList;
import java.util.List;

/** The part of the tree that assigns work to classes. */
final class RuleTree {
  private RuleTree() {}

  static void add(TreeBuilder tree, ClassificationRules rules) {
    tree.items(
        "classification-groups", ProjectTree.each(rules.groups(), RuleTree::classificationGroup));
    List<Classification> all = rules.classifications();
    if (isSameForProcesses(all)) {
      tree.items("classification", rules(all.getFirst().rules(), true));
    } else {
      TreeBuilder types = new TreeBuilder();
      all.forEach(c -> types.put(c.subsystem().name(), subsystem(c)));
      tree.filled("classification", types.block());
    }
    tree.text("default-service-class", rules.defaultServiceClass());
  }

  /** True for the same rules for OMVS and STC, and nothing else: these have a short form. */
  private static boolean isSameForProcesses(List<Classification> all) {
    return all.size() == 2
        && !all.getFirst().rules().isEmpty()
        && all.getFirst().equals(Classification.of(SubsystemType.OMVS, all.getFirst().rules()))
        && all.getLast().equals(Classification.of(SubsystemType.STC, all.getFirst().rules()));
  }

  private static Entries classificationGroup(ClassificationGroup g) {
    List<FormTree> members = new ArrayList<>();
    g.members().forEach(m -> members.add(member(m)));
    return ProjectTree.named(g.name(), g.description(), g.history())
        .text("qualifier", g.type().key())
        .put("members", new Items(members, false))
        .block();
  }

  private static FormTree member(Member m) {
    return m.description().isEmpty() && m.start() == null
        ? new Text(m.value())
        : new TreeBuilder()
            .text("value", m.value())
            .text("description", m.description(), "")
            .number("start", m.start() == null ? null : m.start().longValue())
            .inline();
  }

  private static Entries subsystem(Classification c) {
    TreeBuilder tree = new TreeBuilder().text("description", c.description(), "");
    ProjectTree.history(tree, c.history());
    return tree.filled(
            "default",
            new TreeBuilder()
                .text("service-class", c.defaultServiceClass())
                .text("report-class", c.defaultReportClass())
                .inline())
        .text("ewlm-classification", c.ewlmClassification(), Classification.EWLM_NEVER)
        .items("rules", rules(c.rules(), c.subsystem().isLinux()))
        .block();
  }

  private static List<FormTree> rules(List<ClassificationRule> rules, boolean linux) {
    return ProjectTree.each(rules, r -> rule(r, linux));
  }

  private static Entries rule(ClassificationRule r, boolean linux) {
    TreeBuilder when = new TreeBuilder();
    for (Condition c : r.when()) {
      when.put(key(c, linux), condition(c));
    }
    ClassificationRule.Assignment a = r.assignment();
    return new TreeBuilder()
        .put("when", when.inline())
        .text("service-class", a.serviceClass())
        .text("report-class", a.reportClass())
        .flag("storage-critical", a.storageCritical())
        .text("manage-region-by", a.regionGoal().key(), RegionGoal.TRANSACTION.key())
        .text("reporting-attribute", a.reportingAttribute().key(), ReportingAttribute.NONE.key())
        .flag("boost", a.boost())
        .text("description", r.description(), "")
        .items("rules", rules(r.rules(), linux))
        .block();
  }

  private static String key(Condition c, boolean linux) {
    if (c.group()) {
      return c.type().key() + "G";
    }
    return linux ? c.type().linuxKey() : c.type().key();
  }

  private static FormTree condition(Condition c) {
    return c.start() == null
        ? new Text(c.value())
        : new TreeBuilder().text("value", c.value()).put("start", Bare.of(c.start())).inline();
  }
}
