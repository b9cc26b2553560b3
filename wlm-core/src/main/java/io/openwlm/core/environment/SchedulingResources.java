package io.openwlm.core.environment;

import io.openwlm.core.port.OperatorControl.ResourceState;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.SchedulingEnvironment;
import io.openwlm.model.definition.SchedulingResource;
import io.openwlm.model.status.EnvironmentStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * States of the scheduling resources of one system. Exactly the resources of the policy in force
 * have one: a new resource begins with RESET, one that stays keeps its state, one that is gone is
 * forgotten. Used by the cycle's thread only.
 */
public final class SchedulingResources {
  private Environments defined = Environments.NONE;
  private final Map<String, ResourceState> states = new LinkedHashMap<>();

  /** Another policy is in force. */
  public void define(Environments environments) {
    Map<String, ResourceState> before = new LinkedHashMap<>(states);
    states.clear();
    for (SchedulingResource resource : environments.resources()) {
      states.put(resource.name(), before.getOrDefault(resource.name(), ResourceState.RESET));
    }
    defined = environments;
  }

  /** True if the policy in force has the resource. */
  public boolean has(String resource) {
    return states.containsKey(resource);
  }

  /** The state; RESET for a resource that is not defined. */
  public ResourceState state(String resource) {
    return states.getOrDefault(resource, ResourceState.RESET);
  }

  /**
   * Sets a state.
   *
   * @return the state before
   * @throws IllegalArgumentException if there is no such resource
   */
  public ResourceState set(String resource, ResourceState state) {
    ResourceState before = states.get(resource);
    if (before == null) {
      throw new IllegalArgumentException("no resource " + resource);
    }
    states.put(resource, state);
    return before;
  }

  /** True if every required state is the current one; RESET satisfies neither ON nor OFF. */
  public boolean isAvailable(SchedulingEnvironment environment) {
    return environment.requirements().stream().allMatch(r -> state(r.resource()) == required(r));
  }

  private static ResourceState required(SchedulingEnvironment.Requirement requirement) {
    return requirement.on() ? ResourceState.ON : ResourceState.OFF;
  }

  /** All resources with their states. */
  public List<EnvironmentStatus.Resource> resources() {
    return defined.resources().stream()
        .map(r -> new EnvironmentStatus.Resource(r.name(), r.description(), state(r.name()).name()))
        .toList();
  }

  /** All scheduling environments. */
  public List<EnvironmentStatus.Scheduling> environments() {
    return defined.schedulingEnvironments().stream()
        .map(e ->
            new EnvironmentStatus.Scheduling(
                e.name(),
                e.description(),
                isAvailable(e),
                e.requirements().stream()
                    .map(r ->
                        new EnvironmentStatus.Requirement(
                            r.resource(), required(r).name(), state(r.resource()).name()))
                    .toList()))
        .toList();
  }
}
