package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Event {@code cycle}. */
@Json
public record CycleEvent(String at, long interval, boolean enforcing, List<ClassPoint> classes) {}
