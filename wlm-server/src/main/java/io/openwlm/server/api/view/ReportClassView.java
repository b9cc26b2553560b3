package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/** A report class. */
@Json
public record ReportClassView(
    String name, String description, @Nullable String tenantResourceGroup) {}
