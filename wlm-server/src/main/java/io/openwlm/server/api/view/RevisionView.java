package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** One installed definition; the hash is its ETag. */
@Json
public record RevisionView(
    long number,
    String hash,
    String definition,
    String at,
    String byUser,
    String bySystem,
    String source) {}
