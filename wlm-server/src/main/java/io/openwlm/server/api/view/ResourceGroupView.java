package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource group, its limits and the classes in it. */
@Json
public record ResourceGroupView(
    String name,
    String description,
    @Nullable String unit,
    @Nullable Long minimum,
    @Nullable Long maximum,
    @Nullable Long memoryLimitGigabytes,
    List<String> serviceClasses) {}
