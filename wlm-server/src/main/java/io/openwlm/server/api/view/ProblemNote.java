package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** A warning or note about a definition. */
@Json
public record ProblemNote(
    String severity,
    String code,
    String pointer,
    int line,
    int column,
    String message,
    String hint) {}
