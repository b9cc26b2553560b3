package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Policies of the installed definition. */
@Json
public record PolicyList(List<PolicyView> items) {}
