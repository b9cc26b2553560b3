package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Revisions, newest first; {@code next} is null on the last page. */
@Json
public record RevisionPage(List<RevisionView> items, @Nullable String next) {}
