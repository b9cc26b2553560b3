package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** What one reporter says about a server. */
@Json
public record ServerReport(
    String reporter, String user, int health, String at, double expiresInSeconds) {}
