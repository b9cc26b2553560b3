package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import io.openwlm.model.status.RuleHits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules and how often each matched. */
@Json
public record RulePage(List<RuleHits> items, @Nullable String next) {}
