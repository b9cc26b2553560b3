package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Report classes of the definition in force. */
@Json
public record ReportClassList(List<ReportClassView> items, String note) {}
