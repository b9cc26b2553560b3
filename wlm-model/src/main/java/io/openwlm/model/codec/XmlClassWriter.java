package io.openwlm.model.codec;

import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.GoalRanges;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.IoPriorityGroup;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.TenantResourceGroup;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.model.definition.Workload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes groups, workloads with their service classes, policies and report classes as XML. */
final class XmlClassWriter {
  private static final int NAME = 8;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final ServiceDefinition definition;
  private final XmlOutline out;
  private final XmlLosses losses;
  private final boolean current;

  XmlClassWriter(ServiceDefinition definition, XmlOutline out, XmlLosses losses) {
    this.definition = definition;
    this.out = out;
    this.losses = losses;
    this.current = XmlWriter.isCurrent(definition);
  }

  void groups() {
    List<ResourceGroup> groups = definition.classes().resourceGroups();
    if (XmlWriter.begin(out, "ResourceGroups", groups)) {
      for (ResourceGroup one : groups) {
        out.open("ResourceGroup", one.name());
        losses.name("resource group", one.name(), NAME);
        String what = "resource group " + one.name();
        XmlWriter.named(out, losses, what, one.name(), one.description(), one.history());
        limits(one.limits());
        out.close();
      }
      out.close();
    }
    List<TenantResourceGroup> tenants = definition.classes().tenantResourceGroups();
    if (XmlWriter.begin(out, "TenantResourceGroups", tenants)) {
      tenants.forEach(this::tenant);
      out.close();
    }
  }

  private void tenant(TenantResourceGroup one) {
    out.open("TenantResourceGroup", one.name());
    losses.name("tenant resource group", one.name(), NAME);
    out.leaf("Name", one.name());
    losses.description("tenant resource group " + one.name(), one.description());
    out.value("Description", one.description());
    out.value("SolutionId", one.solutionId());
    out.value("TenantId", one.tenantId());
    out.value("TenantName", one.tenantName());
    XmlWriter.history(out, one.history());
    limits(one.limits());
    out.close();
  }

  private void limits(CapacityLimits limits) {
    ResourceGroupType type = limits.type();
    out.setting("Type", type == null ? "" : type.xml());
    out.value("CapacityMinimum", number(limits.minimum()));
    out.value("CapacityMaximum", number(limits.maximum()));
    out.value("MemoryLimit", number(limits.memoryLimitGigabytes()));
    if (current || limits.includeSpecialtyProcessors()) {
      out.setting(
          "IncludeSpecialtyProcessorConsumption",
          XmlWriter.yes(limits.includeSpecialtyProcessors()));
    }
  }

  private static @Nullable String number(@Nullable Long number) {
    return number == null ? null : number.toString();
  }

  void workloads() {
    List<Workload> workloads = definition.classes().workloads();
    if (!XmlWriter.begin(out, "Workloads", workloads)) {
      return;
    }
    for (Workload one : workloads) {
      out.open("Workload", one.name());
      losses.name("workload", one.name(), NAME);
      String what = "workload " + one.name();
      XmlWriter.named(out, losses, what, one.name(), one.description(), one.history());
      List<ServiceClass> classes =
          definition.serviceClasses().stream()
              .filter(c -> c.workload().equals(one.name()))
              .toList();
      if (XmlWriter.begin(out, "ServiceClasses", classes)) {
        classes.forEach(this::serviceClass);
        out.close();
      }
      out.close();
    }
    out.close();
  }

  private void serviceClass(ServiceClass one) {
    out.open("ServiceClass", one.name());
    losses.name("service class", one.name(), NAME);
    host(one.name(), one.host());
    String what = "service class " + one.name();
    XmlWriter.named(out, losses, what, one.name(), one.description(), one.history());
    ServiceClass.Attributes attributes = one.attributes();
    out.setting("CPUCritical", XmlWriter.yes(attributes.cpuCritical()));
    out.setting("IOPriorityGroup", word(attributes.ioPriorityGroup()));
    if (current || attributes.honorPriority() != HonorPriority.DEFAULT) {
      out.setting("HonorPriority", word(attributes.honorPriority()));
    }
    out.value("ResourceGroupName", attributes.resourceGroup());
    goal(one.name(), attributes.periods());
    out.close();
  }

  private void host(String name, HostBinding host) {
    List<String> left = new ArrayList<>();
    if (host.cgroup() != null) {
      left.add("cgroup");
    }
    if (host.placement() != Placement.IN_PLACE) {
      left.add("placement");
    }
    if (!host.weights().equals(WeightRange.DEFAULT)) {
      left.add("weight");
    }
    if (!host.reporters().isEmpty()) {
      left.add("reporters");
    }
    if (!left.isEmpty()) {
      losses.add(ProblemCode.LOSS_HOST, String.join(", ", left) + " of service class " + name);
    }
  }

  private static String word(IoPriorityGroup group) {
    return switch (group) {
      case NORMAL -> "Normal";
      case HIGH -> "High";
    };
  }

  private static String word(HonorPriority honor) {
    return switch (honor) {
      case DEFAULT -> "Default";
      case NO -> "No";
    };
  }

  private void goal(String name, List<ServiceClassPeriod> periods) {
    out.open("Goal");
    for (int i = 0; i < periods.size(); i++) {
      ServiceClassPeriod period = periods.get(i);
      String number = Integer.toString(i + 1);
      switch (period.goal()) {
        case Goal.VelocityGoal goal -> {
          begin("Velocity", number, period);
          out.leaf("Level", Integer.toString(goal.velocity()));
        }
        case Goal.PercentileResponseTimeGoal goal -> {
          begin("PercentileResponseTime", number, period);
          responseTime(name, goal);
          out.leaf("Percentile", Integer.toString(goal.percentile()));
        }
        case Goal.AverageResponseTimeGoal goal -> {
          begin("AverageResponseTime", number, period);
          responseTime(name, goal);
        }
        case Goal.DiscretionaryGoal _ -> out.open("Discretionary", number);
        case Goal.ThroughputGoal goal -> discretionary(name, number, goal);
        case Goal.TokenBudgetGoal goal -> discretionary(name, number, goal);
      }
      out.close();
    }
    out.close();
  }

  private void begin(String element, String number, ServiceClassPeriod period) {
    out.open(element, number);
    out.leaf("Importance", Integer.toString(period.importance().level()));
    out.value("Duration", number(period.duration()));
  }

  private void discretionary(String name, String number, Goal goal) {
    losses.add(ProblemCode.LOSS_GOAL, goal.describe(), name, "discretionary");
    out.open("Discretionary", number);
  }

  private void responseTime(String name, Goal.ResponseTimeGoal goal) {
    String written = XmlWords.responseTime(goal.goalNanos());
    out.leaf("ResponseTime", written);
    if (goal.goalNanos() % NANOS_PER_MILLI != 0) {
      losses.add(ProblemCode.LOSS_GOAL, Durations.text(goal.goalNanos()), name, written);
    }
    int velocity = goal.velocityWithoutTransactions();
    if (velocity != GoalRanges.VELOCITY_WITHOUT_TRANSACTIONS) {
      losses.add(ProblemCode.LOSS_VELOCITY, velocity, name);
    }
  }

  void policies() {
    List<ServicePolicy> policies = definition.policies();
    if (!XmlWriter.begin(out, "ServicePolicies", policies)) {
      return;
    }
    for (ServicePolicy one : policies) {
      out.open("ServicePolicy", one.name());
      losses.name("service policy", one.name(), NAME);
      String what = "service policy " + one.name();
      XmlWriter.named(out, losses, what, one.name(), one.description(), one.history());
      overrides(one);
      out.close();
    }
    out.close();
  }

  private void overrides(ServicePolicy policy) {
    if (XmlWriter.begin(out, "ServiceClassOverrides", policy.classOverrides())) {
      policy.classOverrides().forEach(this::override);
      out.close();
    }
    if (XmlWriter.begin(out, "ResourceGroupOverrides", policy.resourceGroupOverrides())) {
      for (ServicePolicy.GroupOverride one : policy.resourceGroupOverrides()) {
        out.open("ResourceGroupOverride", one.group());
        out.leaf("ResourceGroupName", one.group());
        limits(one.limits());
        out.close();
      }
      out.close();
    }
    List<ServicePolicy.GroupOverride> tenants = policy.tenantResourceGroupOverrides();
    if (XmlWriter.begin(out, "TenantResourceGroupOverrides", tenants)) {
      for (ServicePolicy.GroupOverride one : tenants) {
        out.open("TenantResourceGroupOverride", one.group());
        out.leaf("TenantResourceGroupName", one.group());
        limits(one.limits());
        out.close();
      }
      out.close();
    }
  }

  private void override(ServicePolicy.ClassOverride one) {
    out.open("ServiceClassOverride", one.serviceClass());
    out.leaf("ServiceClassName", one.serviceClass());
    Boolean critical = one.cpuCritical();
    IoPriorityGroup group = one.ioPriorityGroup();
    HonorPriority honor = one.honorPriority();
    out.setting("CPUCritical", critical == null ? null : XmlWriter.yes(critical));
    out.setting("IOPriorityGroup", group == null ? null : word(group));
    out.setting("HonorPriority", honor == null ? null : word(honor));
    String resources = one.resourceGroup();
    if (resources != null) {
      out.leaf("ResourceGroupName", resources);
    }
    List<ServiceClassPeriod> periods = one.periods();
    if (periods != null) {
      goal(one.serviceClass(), periods);
    }
    out.close();
  }

  void reportClasses() {
    List<ReportClass> all = definition.classes().reportClasses();
    List<ReportClass> plain = all.stream().filter(r -> r.tenantResourceGroup() == null).toList();
    List<ReportClass> tenant = all.stream().filter(r -> r.tenantResourceGroup() != null).toList();
    if (XmlWriter.begin(out, "ReportClasses", plain)) {
      for (ReportClass one : plain) {
        reportClass("ReportClass", one);
      }
      out.close();
    }
    if (XmlWriter.begin(out, "TenantReportClasses", tenant)) {
      for (ReportClass one : tenant) {
        reportClass("TenantReportClass", one);
      }
      out.close();
    }
  }

  private void reportClass(String element, ReportClass one) {
    out.open(element, one.name());
    losses.name("report class", one.name(), NAME);
    out.leaf("Name", one.name());
    out.value("TenantResourceGroupName", one.tenantResourceGroup());
    losses.description("report class " + one.name(), one.description());
    out.value("Description", one.description());
    XmlWriter.history(out, one.history());
    out.close();
  }
}
