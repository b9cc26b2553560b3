package io.openwlm.model.definition;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A policy in force: the definition with the policy's overrides in its classes and groups, and one
 * class per period where work ages, see {@link ClassPeriods}.
 *
 * @param name of the policy
 * @param effective base values and overrides together
 */
public record ActivePolicy(String name, ServiceDefinition effective) {

  /**
   * Puts a policy's overrides over its definition.
   *
   * @throws IllegalArgumentException if the definition has no such policy
   */
  public static ActivePolicy of(ServiceDefinition definition, String policyName) {
    ServicePolicy policy =
        definition
            .policy(policyName)
            .orElseThrow(() -> new IllegalArgumentException("no policy " + policyName));
    var classes = byName(policy.classOverrides(), ServicePolicy.ClassOverride::serviceClass);
    var groups = byName(policy.resourceGroupOverrides(), ServicePolicy.GroupOverride::group);
    var tenants = byName(policy.tenantResourceGroupOverrides(), ServicePolicy.GroupOverride::group);
    ServiceClasses base = definition.classes();
    return new ActivePolicy(
        policyName,
        ClassPeriods.expand(
            ImpliedAgents.follow(
                definition,
                new ServiceClasses(
                    base.workloads(),
                    base.serviceClasses().stream()
                        .map(c -> {
                          ServicePolicy.ClassOverride over = classes.get(c.name());
                          return over == null ? c : c.with(over.applyTo(c.attributes()));
                        })
                        .toList(),
                    base.resourceGroups().stream()
                        .map(g -> {
                          ServicePolicy.GroupOverride over = groups.get(g.name());
                          return over == null ? g : g.with(over.limits());
                        })
                        .toList(),
                    base.tenantResourceGroups().stream()
                        .map(g -> {
                          ServicePolicy.GroupOverride over = tenants.get(g.name());
                          return over == null ? g : g.with(over.limits());
                        })
                        .toList(),
                    base.reportClasses()))));
  }

  /** The first policy of a definition: what is active when nobody names one. */
  public static ActivePolicy first(ServiceDefinition definition) {
    return of(definition, definition.policies().getFirst().name());
  }

  private static <T> Map<String, T> byName(List<T> overrides, Function<T, String> name) {
    return overrides.stream().collect(Collectors.toMap(name, o -> o, (first, _) -> first));
  }
}
