package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;
import io.openwlm.model.definition.ResourceGroupType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads groups, workloads with their service classes, policies and report classes of the XML form.
 */
final class XmlClasses {
  private final XmlObject root;
  private final XmlImport sink;

  XmlClasses(XmlObject root) {
    this.root = root;
    this.sink = root.sink();
  }

  void read() {
    root.list(
        "ResourceGroups",
        "ResourceGroup",
        "Name",
        "resource-groups",
        group -> {
          group.named();
          limits(group);
        });
    root.list(
        "TenantResourceGroups",
        "TenantResourceGroup",
        "Name",
        "tenant-resource-groups",
        group -> {
          group.named();
          group.text("SolutionId", "solution-id");
          group.text("TenantId", "tenant-id");
          group.text("TenantName", "tenant-name");
          tenantLimits(group);
        });
    workloads();
    root.list("ServicePolicies", "ServicePolicy", "Name", "policies", this::policy);
    reportClasses();
  }

  private void limits(XmlObject group) {
    tenantLimits(group);
    group.number("CapacityMinimum", "minimum");
    group.number("MemoryLimit", "memory-limit");
  }

  private void tenantLimits(XmlObject group) {
    type(group);
    group.number("CapacityMaximum", "maximum");
    String specialty = "IncludeSpecialtyProcessorConsumption";
    group.flag(specialty, "include-specialty-processors", "false");
    if (XmlForm.isYes(group, specialty)) {
      sink.noMeaning("specialty processor consumption", group.at(specialty));
    }
  }

  /**
   * The type's word stays as it is if it is not known: without it the limits mean nothing. Older
   * levels have no types, and limits in service units.
   */
  private void type(XmlObject group) {
    XmlContent.Element type = group.leaf("Type");
    if (type == null) {
      for (String limit : List.of("CapacityMinimum", "CapacityMaximum")) {
        if (group.element().child(limit).filter(c -> !c.text().isBlank()).isPresent()) {
          String units = ResourceGroupType.CPU_SERVICE_UNITS.key();
          group.out().text("type", group.at(limit), units);
          return;
        }
      }
      return;
    }
    String xml = type.text().strip();
    String key = XmlWords.translated(XmlWords.GROUP_TYPES, xml);
    String msu = ResourceGroupType.ACCOUNTED_MSU.key();
    // The spelling of the fourth type is in no public file; all that are likely name the unit.
    String word = key != null ? key : xml.contains("MSU") ? msu : xml;
    group.out().text("type", type.valueAt(), word);
    if (word.equals(msu)) {
      sink.noMeaning("a limit in accounted MSU", type.valueAt());
    }
  }

  private void workloads() {
    List<Node> workloads = new ArrayList<>();
    List<Node> classes = new ArrayList<>();
    Pointer classList = root.out().pointer("service-classes");
    Place first = root.at("Workloads");
    for (XmlObject.Item item : root.items("Workloads", "Workload", "Name")) {
      root.add(
          workloads,
          root.out().pointer("workloads"),
          item,
          workload -> {
            workload.named();
            XmlContent.Element name = workload.element().child("Name").orElse(null);
            workload
                .items("ServiceClasses", "ServiceClass", "Name")
                .forEach(one -> workload.add(classes, classList, one, c -> serviceClass(c, name)));
          });
    }
    root.out().put("workloads", first, workloads);
    root.out().put("service-classes", first, classes);
  }

  private void serviceClass(XmlObject one, XmlContent.@Nullable Element workload) {
    one.named();
    if (workload != null) {
      one.out().text("workload", workload.valueAt(), workload.text().strip());
    }
    attributes(one, "false", "normal", "default");
    one.text("ResourceGroupName", "resource-group");
  }

  private void attributes(XmlObject one, String critical, String ioGroup, String honor) {
    one.flag("CPUCritical", "cpu-critical", critical);
    one.word("IOPriorityGroup", "io-priority-group", XmlWords.IO_GROUPS, ioGroup);
    one.word("HonorPriority", "honor-priority", XmlWords.HONOR, honor);
    one.element()
        .child("HonorPriority")
        .filter(h -> h.text().strip().equals("No"))
        .ifPresent(h -> sink.noMeaning("honor priority No", h.valueAt()));
    goal(one);
  }

  private void goal(XmlObject one) {
    XmlContent.Element goal = one.take("Goal");
    if (goal == null) {
      return;
    }
    String path = one.path() + "/Goal";
    XmlObject all = one.within(goal, path, one.out());
    List<XmlContent.Element> periods =
        goal.children().stream()
            .filter(c -> c.namespace().equals(goal.namespace()) && isGoal(c.name()))
            .toList();
    periods.forEach(all::understand);
    if (periods.size() == 1 && periods.getFirst().child("Duration").isEmpty()) {
      period(all.within(periods.getFirst(), label(path, periods.getFirst(), 1), one.out()));
    } else {
      List<Node> nodes = new ArrayList<>();
      Pointer list = one.out().pointer("periods");
      for (XmlContent.Element period : periods) {
        XmlObject.Item item = new XmlObject.Item(period, label(path, period, nodes.size() + 1));
        one.add(nodes, list, item, this::goalOfPeriod);
      }
      one.out().put("periods", goal.at(), nodes);
    }
    all.finish();
  }

  private static String label(String path, XmlContent.Element period, int number) {
    return path + "/" + period.name() + "[" + number + "]";
  }

  private static boolean isGoal(String name) {
    return switch (name) {
      case "Velocity", "PercentileResponseTime", "AverageResponseTime", "Discretionary" -> true;
      default -> false;
    };
  }

  private void period(XmlObject period) {
    goalOfPeriod(period);
    period.finish();
  }

  private void goalOfPeriod(XmlObject period) {
    XmlContent.Element element = period.element();
    period.number("Importance", "importance");
    period.number("Duration", "duration");
    if (element.name().equals("Discretionary")) {
      period.out().text("goal", element.at(), "discretionary");
      return;
    }
    XmlMapping goal = new XmlMapping(element.at(), period.out().pointer("goal"));
    XmlObject values = period.into(goal);
    switch (element.name()) {
      case "Velocity" -> values.number("Level", "velocity");
      case "PercentileResponseTime" -> {
        values.duration("ResponseTime", "response-time");
        values.number("Percentile", "percentile");
      }
      default -> values.duration("ResponseTime", "response-time");
    }
    period.out().put("goal", element.at(), goal.node());
  }

  private void policy(XmlObject policy) {
    policy.named();
    policy.list(
        "ServiceClassOverrides",
        "ServiceClassOverride",
        "ServiceClassName",
        "service-class-overrides",
        one -> {
          one.text("ServiceClassName", "service-class");
          attributes(one, "", "", "");
          noGroup(one);
        });
    policy.list(
        "ResourceGroupOverrides",
        "ResourceGroupOverride",
        "ResourceGroupName",
        "resource-group-overrides",
        one -> {
          one.text("ResourceGroupName", "resource-group");
          limits(one);
        });
    policy.list(
        "TenantResourceGroupOverrides",
        "TenantResourceGroupOverride",
        "TenantResourceGroupName",
        "tenant-resource-group-overrides",
        one -> {
          one.text("TenantResourceGroupName", "tenant-resource-group");
          tenantLimits(one);
        });
  }

  /** In an override a blank group takes the class out of its group. */
  private void noGroup(XmlObject one) {
    XmlContent.Element group = one.element().child("ResourceGroupName").orElse(null);
    if (group != null && group.isBlank()) {
      one.take("ResourceGroupName");
      one.out().plain("resource-group", group.at(), "");
    } else {
      one.text("ResourceGroupName", "resource-group");
    }
  }

  private void reportClasses() {
    List<Node> nodes = new ArrayList<>();
    Pointer list = root.out().pointer("report-classes");
    for (XmlObject.Item item : root.items("ReportClasses", "ReportClass", "Name")) {
      root.add(nodes, list, item, XmlObject::named);
    }
    for (XmlObject.Item item : root.items("TenantReportClasses", "TenantReportClass", "Name")) {
      root.add(
          nodes,
          list,
          item,
          one -> {
            one.named();
            one.text("TenantResourceGroupName", "tenant-resource-group");
          });
    }
    Place at = root.at("ReportClasses");
    root.out().put("report-classes", at, nodes);
  }
}
