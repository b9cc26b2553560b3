package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Installations, activations and what became of them, newest first. */
@Json
public record HistoryPage(List<HistoryEntry> items, @Nullable String next, String note) {}
