package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** A resource and the state it must have. */
@Json
public record RequirementView(String resource, boolean on) {}
