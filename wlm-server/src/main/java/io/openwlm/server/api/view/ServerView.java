package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;
import java.util.List;

/** A server and its health: the least that a reporter says, 100 if nobody does. */
@Json
public record ServerView(String id, int health, List<ServerReport> reports) {}
