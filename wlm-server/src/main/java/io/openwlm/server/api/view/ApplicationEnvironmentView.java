package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** An application environment of the definition. */
@Json
public record ApplicationEnvironmentView(
    String name, String description, String subsystem, String limit, String procedure) {}
