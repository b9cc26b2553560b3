package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/**
 * A scheduling resource of the definition.
 *
 * @param state on this system: {@code ON}, {@code OFF} or {@code RESET}
 */
@Json
public record ResourceView(String name, String description, String state) {}
