package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** One installation or activation. */
@Json
public record HistoryEntry(
    String kind, String at, String subject, long revision, String byUser, String bySystem) {}
