package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** A policy of the installed definition. */
@Json
public record PolicyView(String name, String description, boolean active, int overrides) {}
