package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/**
 * Something that happened to definitions and policies.
 *
 * @param kind {@code install}, {@code activate}, {@code confirm}, {@code roll-back}, {@code
 *     expire}, {@code fail} or {@code deactivate}
 */
@Json
public record HistoryEntry(
    String kind, String at, String subject, long revision, String byUser, String bySystem) {}
