package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Entries;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.codec.FormTree.Text;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.IoPriorityGroup;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.ServicePolicy.ClassOverride;
import io.openwlm.model.definition.ServicePolicy.GroupOverride;
import io.openwlm.model.definition.TenantResourceGroup;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.model.definition.Workload;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/** The part of the tree with policies, workloads, classes and groups. */
final class ClassTree {
  private ClassTree() {}

  static void add(TreeBuilder tree, ServiceDefinition d) {
    var classes = d.classes();
    boolean oneWorkload = classes.workloads().equals(List.of(Workload.DEFAULT));
    if (!d.policies().equals(List.of(ServicePolicy.DEFAULT))) {
      tree.items("policies", ProjectTree.each(d.policies(), ClassTree::policy));
    }
    if (!oneWorkload) {
      tree.items(
          "workloads",
          ProjectTree.each(
              classes.workloads(),
              w -> ProjectTree.named(w.name(), w.description(), w.history()).block()));
    }
    tree.items(
            "service-classes",
            ProjectTree.each(classes.serviceClasses(), c -> serviceClass(c, oneWorkload)))
        .items(
            "resource-groups",
            ProjectTree.each(
                classes.resourceGroups(),
                g ->
                    ProjectTree.named(g.name(), g.description(), g.history())
                        .all(limits(g.limits()))
                        .block()))
        .items(
            "tenant-resource-groups",
            ProjectTree.each(classes.tenantResourceGroups(), ClassTree::tenant))
        .items(
            "report-classes",
            ProjectTree.each(
                classes.reportClasses(),
                r ->
                    ProjectTree.named(r.name(), r.description(), r.history())
                        .text("tenant-resource-group", r.tenantResourceGroup())
                        .block()));
  }

  private static Entries policy(ServicePolicy p) {
    return ProjectTree.named(p.name(), p.description(), p.history())
        .items(
            "service-class-overrides",
            ProjectTree.each(p.classOverrides(), ClassTree::classOverride))
        .items(
            "resource-group-overrides",
            ProjectTree.each(p.resourceGroupOverrides(), o -> groupOverride("resource-group", o)))
        .items(
            "tenant-resource-group-overrides",
            ProjectTree.each(
                p.tenantResourceGroupOverrides(), o -> groupOverride("tenant-resource-group", o)))
        .block();
  }

  private static Entries classOverride(ClassOverride o) {
    TreeBuilder tree = new TreeBuilder().text("service-class", o.serviceClass());
    if (o.periods() != null) {
      periods(tree, o.periods());
    }
    String group = o.resourceGroup();
    if (ClassOverride.NO_GROUP.equals(group)) {
      tree.put("resource-group", Bare.NULL);
    } else {
      tree.text("resource-group", group);
    }
    if (o.cpuCritical() != null) {
      tree.put("cpu-critical", new Bare(o.cpuCritical().toString()));
    }
    if (o.ioPriorityGroup() != null) {
      tree.text("io-priority-group", key(o.ioPriorityGroup()));
    }
    if (o.honorPriority() != null) {
      tree.text("honor-priority", key(o.honorPriority()));
    }
    return tree.block();
  }

  private static Entries groupOverride(String key, GroupOverride o) {
    return new TreeBuilder().text(key, o.group()).all(limits(o.limits())).block();
  }

  private static Entries serviceClass(ServiceClass c, boolean oneWorkload) {
    TreeBuilder tree = ProjectTree.named(c.name(), c.description(), c.history());
    String workload = Workload.DEFAULT.name();
    if (!oneWorkload || !c.workload().equals(workload)) {
      tree.text("workload", c.workload());
    }
    ServiceClass.Attributes a = c.attributes();
    periods(tree, a.periods());
    tree.text("resource-group", a.resourceGroup())
        .flag("cpu-critical", a.cpuCritical())
        .text("io-priority-group", key(a.ioPriorityGroup()), key(IoPriorityGroup.NORMAL))
        .text("honor-priority", key(a.honorPriority()), key(HonorPriority.DEFAULT));
    host(tree, c.host());
    return tree.block();
  }

  private static void host(TreeBuilder tree, HostBinding host) {
    CgroupPath cgroup = host.cgroup();
    tree.text("cgroup", cgroup == null ? null : cgroup.value());
    if (host.placement() != Placement.IN_PLACE) {
      tree.text("placement", key(host.placement()));
    }
    WeightRange weights = host.weights();
    TreeBuilder weight = new TreeBuilder();
    if (weights.min() != WeightRange.LOWEST) {
      weight.number("min", (long) weights.min());
    }
    if (weights.max() != WeightRange.HIGHEST) {
      weight.number("max", (long) weights.max());
    }
    tree.filled("weight", weight.inline());
    List<FormTree> users = host.reporters().stream().<FormTree>map(Text::new).toList();
    tree.filled("reporters", new Items(users, true));
  }

  /** One open period stands in its class itself. */
  private static void periods(TreeBuilder tree, List<ServiceClassPeriod> periods) {
    if (periods.size() == 1 && periods.getFirst().duration() == null) {
      period(tree, periods.getFirst());
    } else {
      tree.items("periods", ProjectTree.each(periods, p -> period(new TreeBuilder(), p).block()));
    }
  }

  private static TreeBuilder period(TreeBuilder tree, ServiceClassPeriod p) {
    if (!p.importance().isDiscretionary()) {
      tree.number("importance", (long) p.importance().level());
    }
    return tree.put("goal", GoalTree.of(p.goal())).number("duration", p.duration());
  }

  private static Entries tenant(TenantResourceGroup g) {
    return ProjectTree.named(g.name(), g.description(), g.history())
        .text("solution-id", g.solutionId(), "")
        .text("tenant-id", g.tenantId(), "")
        .text("tenant-name", g.tenantName(), "")
        .all(limits(g.limits()))
        .block();
  }

  private static SequencedMap<String, FormTree> limits(CapacityLimits l) {
    return new TreeBuilder()
        .text("type", l.type() == null ? null : l.type().key())
        .number("minimum", l.minimum())
        .number("maximum", l.maximum())
        .number("memory-limit", l.memoryLimitGigabytes())
        .flag("include-specialty-processors", l.includeSpecialtyProcessors())
        .block()
        .map();
  }

  /** {@code IN_PLACE} is {@code in-place}. */
  static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
