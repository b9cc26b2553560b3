package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/**
 * A scheduling environment of the definition.
 *
 * @param available every resource that it needs has the state that it needs
 */
@Json
public record SchedulingEnvironmentView(
    String name, String description, boolean available, List<RequirementView> requirements) {}
