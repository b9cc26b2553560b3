package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** The class of importance 1 or 2 that misses its goal most. */
@Json
public record Worst(String serviceClass, int importance, double performanceIndex) {}
