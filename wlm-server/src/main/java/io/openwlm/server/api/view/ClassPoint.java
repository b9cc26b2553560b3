package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** The index of one class at the end of an interval. */
@Json
public record ClassPoint(
    String name, int importance, @Nullable Double performanceIndex, int weight, String state) {}
