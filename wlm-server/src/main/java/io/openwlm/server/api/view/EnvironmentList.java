package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Environments of the definition in force, and the resources they need, with their states. */
@Json
public record EnvironmentList(
    List<ApplicationEnvironmentView> applicationEnvironments,
    List<SchedulingEnvironmentView> schedulingEnvironments,
    List<ResourceView> resources,
    String note) {}
