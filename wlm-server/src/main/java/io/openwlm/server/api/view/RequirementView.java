package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/**
 * A resource and the state it must have.
 *
 * @param required {@code ON} or {@code OFF}
 * @param current {@code ON}, {@code OFF} or {@code RESET}
 */
@Json
public record RequirementView(String resource, String required, String current) {}
