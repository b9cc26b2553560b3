package io.openwlm.simulator.upstream;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls to a fake upstream as a client makes them. */
final class Calls {
  private static final JsonType<Object> ANYTHING = Jsonb.builder().build().type(Object.class);

  private final HttpClient client = HttpClient.newHttpClient();
  private final FakeUpstream upstream;

  Calls(FakeUpstream upstream) {
    this.upstream = upstream;
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(upstream.origin() + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(upstream.origin() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The JSON after each {@code data:} of a stream, the mark of its end left out. */
  static List<Map<?, ?>> events(String stream) {
    List<Map<?, ?>> events = new ArrayList<>();
    for (String line : stream.split("\r?\n")) {
      if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
        events.add(json(line.substring(6)));
      }
    }
    return events;
  }

  static Map<?, ?> json(String text) {
    return (Map<?, ?>) ANYTHING.fromJson(text);
  }

  /** The number at the end of a path of keys; items of arrays by their index. */
  static long number(Object value, Object... path) {
    return ((Number) at(value, path)).longValue();
  }

  static Object at(Object value, Object... path) {
    Object at = value;
    for (Object key : path) {
      at = key instanceof Integer index ? ((List<?>) at).get(index) : ((Map<?, ?>) at).get(key);
    }
    return at;
  }
}
