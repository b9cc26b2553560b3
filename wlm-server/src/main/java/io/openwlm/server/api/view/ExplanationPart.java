package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** One part of an explanation. */
@Json
public record ExplanationPart(String label, List<String> sentences) {}
