package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import io.openwlm.model.status.ReportClassStatus;
import org.jspecify.annotations.Nullable;

/**
 * A report class.
 *
 * @param measured in the last interval; null before the first
 */
@Json
public record ReportClassView(
    String name,
    String description,
    @Nullable String tenantResourceGroup,
    @Nullable ReportClassStatus measured) {}
