package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Environments of the definition in force. */
@Json
public record EnvironmentList(
    List<ApplicationEnvironmentView> applicationEnvironments,
    List<SchedulingEnvironmentView> schedulingEnvironments,
    String note) {}
