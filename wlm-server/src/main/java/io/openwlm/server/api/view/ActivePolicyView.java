package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in force, and the definition that it belongs to. */
@Json
public record ActivePolicyView(
    ActivationView activation,
    @Nullable String description,
    List<String> overriddenClasses,
    List<String> overriddenGroups) {}
