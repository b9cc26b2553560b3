package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import io.openwlm.model.status.ResourceGroupStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource group, its limits and the classes in it.
 *
 * @param measured at the last look; null before the first
 */
@Json
public record ResourceGroupView(
    String name,
    String description,
    @Nullable String unit,
    @Nullable Long minimum,
    @Nullable Long maximum,
    @Nullable Long memoryLimitGigabytes,
    List<String> serviceClasses,
    @Nullable ResourceGroupStatus measured) {}
