package io.openwlm.model.definition;

import java.util.List;

/** Application environments, scheduling environments and the resources they need. */
public record Environments(
    List<ApplicationEnvironment> applicationEnvironments,
    List<SchedulingResource> resources,
    List<SchedulingEnvironment> schedulingEnvironments) {
  public static final Environments NONE = new Environments(List.of(), List.of(), List.of());

  public Environments {
    applicationEnvironments = List.copyOf(applicationEnvironments);
    resources = List.copyOf(resources);
    schedulingEnvironments = List.copyOf(schedulingEnvironments);
  }
}
