package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** Servers that health was reported for. */
@Json
public record ServerList(List<ServerView> items, String note) {}
