package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/** How work is classified, with every rule looked at. */
@Json
public record ClassifyView(String text) {}
