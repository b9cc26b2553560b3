package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** A scheduling environment of the definition. */
@Json
public record SchedulingEnvironmentView(
    String name, String description, List<RequirementView> requirements) {}
