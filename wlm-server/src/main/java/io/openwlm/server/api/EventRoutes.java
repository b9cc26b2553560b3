package io.openwlm.server.api;

import io.openwlm.server.events.EventStreams;
import io.openwlm.server.events.Topic;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.Route;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The stream of events. */
final class EventRoutes {
  private static final String TOPICS = "topics";
  private final EventStreams streams;

  EventRoutes(ApiPorts ports) {
    streams = ports.streams();
  }

  List<Route> routes() {
    return List.of(Route.get("/api/v1/events", this::events, TOPICS));
  }

  private Answer events(Call call) {
    return streams.open(call.caller(), topics(call), after(call));
  }

  private static Set<Topic> topics(Call call) {
    String text = call.parameter(TOPICS);
    if (text == null) {
      return EnumSet.allOf(Topic.class);
    }
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    for (String word : text.split(",", 8)) {
      topics.add(
          Arrays.stream(Topic.values())
              .filter(t -> t.word().equals(word))
              .findFirst()
              .orElseThrow(() ->
                  HttpProblem.badParameter(
                      TOPICS, "the topics are cycle, decision, policy, budget")));
    }
    return topics;
  }

  private static @org.jspecify.annotations.Nullable Long after(Call call) {
    String id = call.exchange().header("Last-Event-ID");
    if (id == null || id.isEmpty()) {
      return null;
    }
    if (!id.matches("[0-9]{1,18}")) {
      throw new HttpProblem(400, "BAD_REQUEST", "Last-Event-ID must be the id of an event");
    }
    return Long.valueOf(id);
  }
}
