package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Something that is not managed yet. */
@Json
public record EmptyList(List<String> items, String note) {}
