package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** A policy in force. Times are RFC 3339, UTC. */
@Json
public record ActivationView(
    String policy,
    String definition,
    long revision,
    String at,
    String byUser,
    String bySystem,
    @Nullable String rollsBackAt) {}
