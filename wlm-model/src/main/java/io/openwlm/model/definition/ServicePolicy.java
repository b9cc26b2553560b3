package io.openwlm.model.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of overrides. Activating a policy puts the definition with these overrides in force;
 * classification and report classes are the same in all policies.
 */
public record ServicePolicy(
    String name,
    String description,
    ChangeHistory history,
    List<ClassOverride> classOverrides,
    List<GroupOverride> resourceGroupOverrides,
    List<GroupOverride> tenantResourceGroupOverrides) {
  /** The policy of a definition that has none: no overrides. */
  public static final ServicePolicy DEFAULT =
      new ServicePolicy("DEFAULT", "", ChangeHistory.NONE, List.of(), List.of(), List.of());

  public ServicePolicy {
    classOverrides = List.copyOf(classOverrides);
    resourceGroupOverrides = List.copyOf(resourceGroupOverrides);
    tenantResourceGroupOverrides = List.copyOf(tenantResourceGroupOverrides);
  }

  /**
   * Other attributes for a service class. What is null stays as in the definition.
   *
   * @param periods all periods, or null
   * @param resourceGroup {@link #NO_GROUP} takes the class out of its group
   */
  public record ClassOverride(
      String serviceClass,
      @Nullable List<ServiceClassPeriod> periods,
      @Nullable String resourceGroup,
      @Nullable Boolean cpuCritical,
      @Nullable IoPriorityGroup ioPriorityGroup,
      @Nullable HonorPriority honorPriority) {
    public static final String NO_GROUP = "";

    public ClassOverride {
      periods = periods == null ? null : List.copyOf(periods);
    }

    /** The attributes of a class with this override. */
    public ServiceClass.Attributes applyTo(ServiceClass.Attributes base) {
      String group = resourceGroup == null ? base.resourceGroup() : resourceGroup;
      return new ServiceClass.Attributes(
          periods == null ? base.periods() : periods,
          NO_GROUP.equals(group) ? null : group,
          cpuCritical == null ? base.cpuCritical() : cpuCritical,
          ioPriorityGroup == null ? base.ioPriorityGroup() : ioPriorityGroup,
          honorPriority == null ? base.honorPriority() : honorPriority);
    }
  }

  /** Other limits for a resource group or tenant resource group. */
  public record GroupOverride(String group, CapacityLimits limits) {}
}
