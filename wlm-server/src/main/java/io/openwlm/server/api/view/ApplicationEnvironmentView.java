package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/**
 * An application environment of the definition.
 *
 * @param state {@code AVAILABLE}, {@code QUIESCED} and so on, as z/OS names them
 * @param stateData why it is in this state; may be empty
 */
@Json
public record ApplicationEnvironmentView(
    String name,
    String description,
    String subsystem,
    String limit,
    String procedure,
    String state,
    String stateData) {}
