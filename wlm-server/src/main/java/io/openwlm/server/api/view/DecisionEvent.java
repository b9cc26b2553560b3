package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** Event {@code decision}. */
@Json
public record DecisionEvent(long id, String at, String act, String serviceClass, String reason) {}
