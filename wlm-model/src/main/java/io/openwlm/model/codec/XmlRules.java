package io.openwlm.model.codec;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.codec.SourceText.Place;
import io.openwlm.model.definition.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads classification groups and classification rules of the XML form. */
final class XmlRules {
  private final XmlObject root;
  private final XmlImport sink;

  XmlRules(XmlObject root) {
    this.root = root;
    this.sink = root.sink();
  }

  void read() {
    groups();
    XmlMapping all =
        new XmlMapping(root.at("Classifications"), root.out().pointer("classification"));
    for (XmlObject.Item item : root.items("Classifications", "Classification", "SubsystemType")) {
      XmlContent.Element type = item.element().child("SubsystemType").orElse(null);
      Place at = type == null ? item.element().at() : type.valueAt();
      String name = type == null ? "" : type.text().strip().toUpperCase(Locale.ROOT);
      if (all.isFree(name, at, sink.problems())) {
        XmlMapping out = new XmlMapping(item.element().at(), all.pointer(name));
        subsystem(root.within(item.element(), item.path(), out));
        all.put(name, at, out.node());
      }
    }
    root.out().put("classification", all);
  }

  private void groups() {
    List<Node> nodes = new ArrayList<>();
    Pointer list = root.out().pointer("classification-groups");
    String container = "ClassificationGroups";
    for (XmlObject.Item item : root.items(container, "ClassificationGroup", "Name")) {
      XmlContent.Element type = item.element().child("QualifierType").orElse(null);
      XmlWords.Qualifier qualifier =
          type == null ? null : XmlWords.qualifier(type.text().strip()).orElse(null);
      if (type != null && qualifier == null) {
        String in = root.path() + "/" + container;
        sink.unknownQualifier(item.element(), type, "its group", in);
      } else {
        root.add(nodes, list, item, one -> group(one, type, qualifier));
      }
    }
    root.out().put("classification-groups", root.at(container), nodes);
  }

  private void group(
      XmlObject one, XmlContent.@Nullable Element type, XmlWords.@Nullable Qualifier qualifier) {
    one.named();
    one.leaf("QualifierType");
    if (type != null && qualifier != null) {
      one.out().text("qualifier", type.valueAt(), qualifier.type().key());
    }
    List<Node> members = new ArrayList<>();
    Pointer list = one.out().pointer("members");
    for (XmlObject.Item item : one.items("QualifierNames", "QualifierName", "Name")) {
      one.add(
          members,
          list,
          item,
          member -> {
            String value = member.mask("Name");
            if (value != null) {
              member.out().text("value", member.at("Name"), value);
            }
            member.text("Description", "description");
            member.number("Start", "start");
          });
    }
    Place at = one.at("QualifierNames");
    one.out().put("members", at, new Node.Sequence(at.line(), at.column(), list, members));
  }

  private void subsystem(XmlObject one) {
    one.leaf("SubsystemType");
    one.text("Description", "description");
    one.history();
    XmlMapping defaults = new XmlMapping(one.element().at(), one.out().pointer("default"));
    XmlObject assigned = one.into(defaults);
    assigned.text("DefaultServiceClassName", "service-class");
    assigned.text("DefaultReportClassName", "report-class");
    one.out().put("default", defaults);
    ewlm(one);
    List<Node> rules = new ArrayList<>();
    for (XmlContent.Element container : one.element().children("ClassificationRules")) {
      one.understand(container);
      XmlObject holder = one.within(container, one.path() + "/ClassificationRules", one.out());
      rules(holder, rules);
      holder.finish();
    }
    one.out().put("rules", one.at("ClassificationRules"), rules);
    one.finish();
  }

  private void ewlm(XmlObject one) {
    XmlContent.Element ewlm = one.leaf("EWLMClassification");
    if (ewlm != null && !ewlm.text().strip().equals(Classification.EWLM_NEVER)) {
      one.out().text("ewlm-classification", ewlm.valueAt(), ewlm.text().strip());
      sink.noMeaning("EWLM classification", ewlm.valueAt());
    }
  }

  /**
   * The rules directly in an element. A rule that cannot be used is kept with the number of rules
   * before it, since their order counts.
   */
  private void rules(XmlObject owner, List<Node> nodes) {
    Pointer list = owner.out().pointer("rules");
    for (XmlContent.Element rule : owner.element().children("ClassificationRule")) {
      owner.understand(rule);
      XmlContent.Element type =
          rule.child("QualifierType").filter(t -> !t.text().isBlank()).orElse(null);
      XmlWords.Qualifier qualifier =
          type == null ? null : XmlWords.qualifier(type.text().strip()).orElse(null);
      if (type != null && qualifier == null) {
        sink.unknownQualifier(rule, type, "its rule", owner.path() + "#" + nodes.size());
        continue;
      }
      String path = owner.path() + "/ClassificationRule[" + (nodes.size() + 1) + "]";
      owner.add(nodes, list, new XmlObject.Item(rule, path), one -> rule(one, qualifier));
    }
  }

  private void rule(XmlObject one, XmlWords.@Nullable Qualifier qualifier) {
    condition(one, qualifier);
    one.text("Description", "description");
    one.text("ServiceClassName", "service-class");
    one.text("ReportClassName", "report-class");
    one.flag("StorageCritical", "storage-critical", "false");
    one.word("RegionGoal", "manage-region-by", XmlWords.REGION_GOALS, "transaction");
    one.word("ReportingAttribute", "reporting-attribute", XmlWords.REPORTING, "none");
    one.flag("Boost", "boost", "false");
    if (XmlForm.isYes(one, "Boost")) {
      sink.noMeaning("boost", one.at("Boost"));
    }
    List<Node> inner = new ArrayList<>();
    rules(one, inner);
    one.out().put("rules", one.at("ClassificationRule"), inner);
  }

  private void condition(XmlObject one, XmlWords.@Nullable Qualifier qualifier) {
    one.leaf("QualifierType");
    String value = one.mask("QualifierValue");
    Place at = one.at("QualifierValue");
    XmlContent.Element start = one.leaf("Start");
    XmlMapping when = new XmlMapping(one.at("QualifierType"), one.out().pointer("when"));
    if (qualifier != null) {
      if (qualifier.type() == QualifierType.ESC) {
        sink.noMeaning("qualifier EWLMServiceClass", one.at("QualifierType"));
      }
      String key = qualifier.key();
      if (start == null) {
        when.text(key, at, value == null ? "" : value);
      } else {
        XmlMapping both = new XmlMapping(at, when.pointer(key));
        both.text("value", at, value == null ? "" : value);
        both.plain("start", start.valueAt(), XmlWords.number(start.text().strip()));
        when.put(key, at, both.node());
      }
    }
    one.out().put("when", at, when.node());
  }
}
