package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Resource groups of the policy in force. */
@Json
public record ResourceGroupList(List<ResourceGroupView> items, String note) {}
