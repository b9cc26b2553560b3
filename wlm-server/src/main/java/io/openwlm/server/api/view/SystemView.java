package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** One system and what it does. */
@Json
public record SystemView(String name, String mode, String policy, String state) {}
