package io.openwlm.model.codec;

import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.GoalRanges;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.IoPriorityGroup;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceClasses;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.ServicePolicy.ClassOverride;
import io.openwlm.model.definition.ServicePolicy.GroupOverride;
import io.openwlm.model.definition.TenantResourceGroup;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.model.definition.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random policies, workloads, classes and groups that fit together. */
final class GeneratedClasses {
  /** Classes whose description starts so have one response time goal, as CICS and IMS want. */
  static final String FOR_TRANSACTIONS = "transactions";

  private final GeneratedTexts texts;
  private final boolean zosOnly;
  private final int size;
  private final String root;

  GeneratedClasses(GeneratedTexts texts, boolean zosOnly, int size, String root) {
    this.texts = texts;
    this.zosOnly = zosOnly;
    this.size = size;
    this.root = root.equals("/") ? "" : root;
  }

  ServiceClasses classes() {
    List<Workload> workloads = new ArrayList<>();
    GeneratedTexts.Names names = texts.new Names(8);
    for (int i = 1 + texts.upTo(2); i > 0 && (zosOnly || texts.chance(0.8)); i--) {
      workloads.add(
          new Workload(names.next(), texts.description(), DefinitionGenerator.history(texts)));
    }
    if (workloads.isEmpty()) {
      workloads.add(Workload.DEFAULT);
    }
    List<ResourceGroup> groups = resourceGroups();
    List<TenantResourceGroup> tenants = tenants();
    List<ReportClass> reports = new ArrayList<>();
    names = texts.new Names(8);
    for (int i = texts.upTo(size); i > 0; i--) {
      reports.add(
          new ReportClass(
              names.next(),
              texts.description(),
              DefinitionGenerator.history(texts),
              tenants.isEmpty() || texts.chance(0.6) ? null : texts.oneOf(tenants).name()));
    }
    if (zosOnly) {
      // The XML form has a list of its own for tenant report classes, behind the others.
      reports.sort((a, b) -> Boolean.compare(isTenant(a), isTenant(b)));
    }
    return new ServiceClasses(
        workloads, serviceClasses(workloads, groups), groups, tenants, reports);
  }

  private static boolean isTenant(ReportClass r) {
    return r.tenantResourceGroup() != null;
  }

  private List<ServiceClass> serviceClasses(List<Workload> workloads, List<ResourceGroup> groups) {
    List<ServiceClass> classes = new ArrayList<>();
    GeneratedTexts.Names names = texts.new Names(8);
    int count = 1 + texts.upTo(size);
    int perWorkload = (count + workloads.size() - 1) / workloads.size();
    for (int i = 0; i < count; i++) {
      boolean transactions = texts.chance(0.2);
      ServiceClass.Attributes attributes =
          transactions
              ? ServiceClass.Attributes.of(responseTime(), new Importance(1 + texts.upTo(4)))
              : attributes(groups);
      // In order of the workloads, as the XML form, where classes stand in their workload.
      String workload = workloads.get(Math.min(i / perWorkload, workloads.size() - 1)).name();
      classes.add(
          new ServiceClass(
              names.next(),
              transactions ? FOR_TRANSACTIONS : texts.description(),
              DefinitionGenerator.history(texts),
              zosOnly ? workload : texts.oneOf(workloads).name(),
              attributes,
              zosOnly || texts.chance(0.4) ? HostBinding.NONE : host(i)));
    }
    return classes;
  }

  private ServiceClass.Attributes attributes(List<ResourceGroup> groups) {
    List<ServiceClassPeriod> periods = periods();
    return new ServiceClass.Attributes(
        periods,
        groups.isEmpty() || texts.chance(0.5) ? null : texts.oneOf(groups).name(),
        ClassReader.mayBeCritical(periods) && texts.chance(0.3),
        texts.any(IoPriorityGroup.values()),
        texts.any(HonorPriority.values()));
  }

  private HostBinding host(int index) {
    int min = 1 + texts.upTo(9_999);
    CgroupPath cgroup =
        texts.chance(0.3)
            ? null
            : new CgroupPath(
                root + "/" + texts.any("c", "x y", "*", "é: ", "system.slice/ü #", "%") + index);
    List<String> users = new ArrayList<>();
    for (int i = texts.upTo(2); i > 0; i--) {
      users.add("u" + texts.word());
    }
    return new HostBinding(
        texts.chance(0.5)
            ? WeightRange.DEFAULT
            : new WeightRange(min, (int) texts.between(min, 10_000)),
        cgroup,
        cgroup == null ? Placement.IN_PLACE : texts.any(Placement.values()),
        users);
  }

  private List<ServiceClassPeriod> periods() {
    int count = texts.chance(0.5) ? 1 : 2 + texts.upTo(6);
    List<ServiceClassPeriod> periods = new ArrayList<>();
    int importance = 1 + texts.upTo(2);
    boolean velocity = texts.chance(0.3);
    for (int i = 0; i < count; i++) {
      boolean last = i == count - 1;
      Long duration = last ? null : texts.between(1, texts.any(100L, 999_999_999L));
      if (last && texts.chance(0.2)) {
        Goal none = new Goal.DiscretionaryGoal();
        periods.add(new ServiceClassPeriod(none, Importance.DISCRETIONARY, null));
      } else {
        velocity |= texts.chance(0.3);
        importance = Math.min(5, importance + texts.upTo(1));
        Goal goal =
            count == 1 && !zosOnly && texts.chance(0.3)
                ? addition()
                : velocity ? new Goal.VelocityGoal(1 + texts.upTo(98)) : responseTime();
        periods.add(new ServiceClassPeriod(goal, new Importance(importance), duration));
      }
    }
    return periods;
  }

  private Goal responseTime() {
    long nanos =
        switch (texts.upTo(3)) {
          case 0 -> texts.between(1, 86_400_000) * 1_000_000L;
          case 1 -> texts.between(1, 24) * 3_600_000_000_000L;
          case 2 -> texts.between(1, 5_000) * 1_000_000L;
          default -> texts.between(1_000_000L, texts.any(10_000_000L, 86_400_000_000_000L));
        };
    long whole = zosOnly ? nanos / 1_000_000 * 1_000_000 : nanos;
    int standIn =
        zosOnly || texts.chance(0.6)
            ? GoalRanges.VELOCITY_WITHOUT_TRANSACTIONS
            : 1 + texts.upTo(98);
    return texts.chance(0.5)
        ? new Goal.AverageResponseTimeGoal(whole, standIn)
        : new Goal.PercentileResponseTimeGoal(1 + texts.upTo(98), whole, standIn);
  }

  private Goal addition() {
    double seconds = texts.any(1.0, 60.0, 3600.0, 86_400.0, 30 * 86_400.0);
    double number =
        texts.any(
            (double) texts.between(1, 5_000),
            Double.parseDouble(texts.between(0, 999) + "." + texts.between(1, 999_999_999)),
            texts.between(1, 999) * 1e6);
    return texts.chance(0.3)
        ? new Goal.TokenBudgetGoal(texts.any("10000/hour", "1.5M/day", "7/s", "500K/month"))
        : new Goal.ThroughputGoal(number / seconds);
  }

  private List<ResourceGroup> resourceGroups() {
    List<ResourceGroup> groups = new ArrayList<>();
    GeneratedTexts.Names names = texts.new Names(8);
    for (int i = texts.upTo(size); i > 0; i--) {
      groups.add(
          new ResourceGroup(
              names.next(),
              texts.description(),
              DefinitionGenerator.history(texts),
              limits(false)));
    }
    return groups;
  }

  private List<TenantResourceGroup> tenants() {
    List<TenantResourceGroup> groups = new ArrayList<>();
    GeneratedTexts.Names names = texts.new Names(8);
    for (int i = texts.upTo(size); i > 0; i--) {
      groups.add(
          new TenantResourceGroup(
              names.next(),
              texts.description(),
              DefinitionGenerator.history(texts),
              texts.line(64),
              texts.line(8),
              texts.line(32),
              limits(true)));
    }
    return groups;
  }

  private CapacityLimits limits(boolean tenant) {
    boolean percent = texts.chance(0.25);
    ResourceGroupType type =
        percent ? ResourceGroupType.PERCENT_OF_SHARE : texts.any(ResourceGroupType.values());
    long most = type == ResourceGroupType.PERCENT_OF_SHARE ? 99 : type.highest();
    Long minimum = tenant || texts.chance(0.5) ? null : texts.between(0, Math.min(3, most));
    Long maximum = texts.chance(0.3) ? null : texts.between(3, most);
    boolean none = minimum == null && maximum == null;
    return new CapacityLimits(
        none && texts.chance(0.5) ? null : type,
        minimum,
        maximum,
        tenant || texts.chance(0.7) ? null : texts.between(1, CapacityLimits.MAX_MEMORY_GIGABYTES),
        texts.chance(0.3));
  }

  List<ServicePolicy> policies(ServiceClasses classes) {
    List<ServicePolicy> policies = new ArrayList<>();
    GeneratedTexts.Names names = texts.new Names(8);
    for (int i = 1 + texts.upTo(2); i > 0 && (zosOnly || texts.chance(0.8)); i--) {
      policies.add(policy(names.next(), classes));
    }
    return policies.isEmpty() ? List.of(ServicePolicy.DEFAULT) : policies;
  }

  private ServicePolicy policy(String name, ServiceClasses classes) {
    List<ClassOverride> changes = new ArrayList<>();
    for (ServiceClass c : classes.serviceClasses()) {
      if (texts.chance(0.4)) {
        changes.add(override(c, classes.resourceGroups()));
      }
    }
    List<GroupOverride> groups = new ArrayList<>();
    for (ResourceGroup g : classes.resourceGroups()) {
      if (texts.chance(0.4)) {
        groups.add(new GroupOverride(g.name(), limits(false)));
      }
    }
    List<GroupOverride> tenants = new ArrayList<>();
    for (TenantResourceGroup g : classes.tenantResourceGroups()) {
      if (texts.chance(0.4)) {
        tenants.add(new GroupOverride(g.name(), limits(true)));
      }
    }
    return new ServicePolicy(
        name, texts.description(), DefinitionGenerator.history(texts), changes, groups, tenants);
  }

  private ClassOverride override(ServiceClass c, List<ResourceGroup> groups) {
    boolean transactions = c.description().equals(FOR_TRANSACTIONS);
    List<ServiceClassPeriod> periods = texts.chance(0.4) ? null : periods();
    if (transactions) {
      periods = List.of(new ServiceClassPeriod(responseTime(), new Importance(2), null));
    }
    @Nullable List<ServiceClassPeriod> changed = periods == null ? c.periods() : periods;
    boolean mayBeCritical = ClassReader.mayBeCritical(changed);
    Boolean critical = texts.any(null, texts.chance(0.5) && mayBeCritical);
    if (!mayBeCritical && c.attributes().cpuCritical()) {
      critical = false;
    }
    String group = texts.any(null, ClassOverride.NO_GROUP);
    if (!groups.isEmpty() && !transactions && texts.chance(0.4)) {
      group = texts.oneOf(groups).name();
    }
    return new ClassOverride(
        c.name(),
        periods,
        group,
        critical,
        texts.chance(0.5) ? null : texts.any(IoPriorityGroup.values()),
        texts.chance(0.5) ? null : texts.any(HonorPriority.values()));
  }
}
