package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** What an activation would change. */
@Json
public record WouldView(List<String> changes) {}
