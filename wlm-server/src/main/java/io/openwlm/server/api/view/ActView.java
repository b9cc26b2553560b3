package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** What was done, and the mode after it. */
@Json
public record ActView(String text, boolean enforcing) {}
