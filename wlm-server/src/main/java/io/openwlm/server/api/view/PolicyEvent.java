package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** Event {@code policy}. */
@Json
public record PolicyEvent(
    String at, String policy, String definition, boolean enforcing, String byUser) {}
