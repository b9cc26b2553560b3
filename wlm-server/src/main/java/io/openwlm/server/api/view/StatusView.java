package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator wants to know first. */
@Json
public record StatusView(
    String host,
    String version,
    String mode,
    boolean enforcing,
    ActivationView policy,
    RevisionView installed,
    long interval,
    double lastCycleAgeSeconds,
    double upSeconds,
    double samplingSeconds,
    double adjustmentSeconds,
    int cpus,
    @Nullable Double systemCpuPercent,
    @Nullable Double systemPressurePercent,
    int goalsMet,
    int goalsMissed,
    int goalsUnknown,
    @Nullable Worst worst,
    List<SystemView> systems,
    List<String> warnings) {}
