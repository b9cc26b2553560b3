package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import io.openwlm.model.status.DecisionStatus;
import java.util.List;

/** A decision and its explanation in words. */
@Json
public record DecisionView(DecisionStatus decision, List<ExplanationPart> explanation) {}
