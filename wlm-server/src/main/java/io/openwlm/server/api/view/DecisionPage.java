package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import io.openwlm.model.status.DecisionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions, newest first; {@code next} is null on the last page. */
@Json
public record DecisionPage(List<DecisionStatus> items, @Nullable String next) {}
