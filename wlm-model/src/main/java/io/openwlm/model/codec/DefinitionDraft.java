package io.openwlm.model.codec;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.ForeignElement;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.ReportClass;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClasses;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServiceParameters;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.TenantResourceGroup;
import io.openwlm.model.definition.Workload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A definition as far as it could be read, in any form.
 *
 * @param symbols its names, and what refers to them
 * @param zos true for a definition with a level, for which the limits of z/OS hold
 */
record DefinitionDraft(
    DefinitionHeader header,
    boolean zos,
    Symbols symbols,
    Goals goals,
    Rules rules,
    ServiceParameters parameters,
    Environments environments,
    Host host,
    List<ForeignElement> foreign) {

  static final int MAX_CLASSES = 2000;
  static final int MAX_RULES = 5000;

  /** Classes and groups. */
  record Goals(
      List<PolicyDraft> policies,
      List<Workload> workloads,
      List<ClassDraft> classes,
      List<ResourceGroup> resourceGroups,
      List<TenantResourceGroup> tenantResourceGroups,
      List<ReportClass> reportClasses) {
    static Goals of(List<ClassDraft> classes) {
      return new Goals(List.of(), List.of(), classes, List.of(), List.of(), List.of());
    }
  }

  /** Classification; {@code defaultAt} is where the global default is named. */
  record Rules(
      List<ClassificationGroup> groups,
      List<SubsystemDraft> subsystems,
      @Nullable String defaultClass,
      @Nullable Node defaultAt) {
    static final Rules NONE = new Rules(List.of(), List.of(), null, null);
  }

  /** The host; {@code cgroupRoot} is null if it was wrong. */
  record Host(
      ControlSettings control, @Nullable CgroupPath cgroupRoot, BudgetDraft.Budgets tokens) {
    /** A host that only says something of tokens. */
    static Host with(BudgetDraft.Budgets tokens) {
      return new Host(ControlSettings.DEFAULT, HostSettings.DEFAULT_ROOT, tokens);
    }
  }

  List<ClassDraft> classes() {
    return goals.classes();
  }

  ServiceDefinition build() {
    List<Workload> workloads =
        goals.workloads().isEmpty() ? List.of(Workload.DEFAULT) : goals.workloads();
    String workload = workloads.getFirst().name();
    List<ServiceClass> classes = goals.classes().stream().map(c -> c.build(workload)).toList();
    List<ServicePolicy> policies = goals.policies().stream().map(PolicyDraft::policy).toList();
    return new ServiceDefinition(
        header,
        policies.isEmpty() ? List.of(ServicePolicy.DEFAULT) : policies,
        new ServiceClasses(
            workloads,
            classes,
            goals.resourceGroups(),
            goals.tenantResourceGroups(),
            goals.reportClasses()),
        new ClassificationRules(
            rules.groups(),
            rules.subsystems().stream().map(SubsystemDraft::build).toList(),
            rules.defaultClass()),
        parameters,
        environments,
        new HostSettings(
            host.control(),
            Objects.requireNonNull(host.cgroupRoot()),
            BudgetBuild.of(host.tokens(), goals.classes(), classes)),
        foreign);
  }
}
