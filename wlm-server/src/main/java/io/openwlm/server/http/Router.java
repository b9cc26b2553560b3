package io.openwlm.server.http;

import io.openwlm.server.Printable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. A path that is written out comes before one with parameters. */
public final class Router {
  private static final int MAX_PARAMETERS = 32;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Route route, List<String> segments) {}

  /** A route and what its path and query say. */
  public record Found(Route route, Map<String, String> path) {}

  public Router(List<Route> routes) {
    for (Route route : routes) {
      entries.add(new Entry(route, route.segments()));
    }
    entries.sort((a, b) ->
        Integer.compare(
            a.route().pattern().indexOf('{') < 0 ? 0 : 1,
            b.route().pattern().indexOf('{') < 0 ? 0 : 1));
  }

  public List<Route> routes() {
    return entries.stream().map(Entry::route).toList();
  }

  /**
   * @throws HttpProblem 404 if no route has the path, 405 if none of those has the method
   */
  public Found find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    List<String> given =
        path.startsWith("/") ? List.of(path.substring(1).split("/", -1)) : List.of();
    TreeSet<String> allowed = new TreeSet<>();
    for (Entry entry : entries) {
      Map<String, String> parameters = match(entry.segments(), given);
      if (parameters != null) {
        if (entry.route().method().equals(wanted)) {
          return new Found(entry.route(), parameters);
        }
        allowed.add(entry.route().method());
      }
    }
    if (allowed.isEmpty()) {
      throw HttpProblem.notFound("there is nothing at this path; /api/v1/openapi.yaml lists all");
    }
    String methods = String.join(", ", allowed);
    throw new HttpProblem(405, "METHOD_NOT_ALLOWED", "this path takes " + methods)
        .header("Allow", methods);
  }

  private static @Nullable Map<String, String> match(List<String> pattern, List<String> given) {
    if (pattern.size() != given.size()) {
      return null;
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String p = pattern.get(i);
      if (p.startsWith("{")) {
        if (given.get(i).isEmpty()) {
          return null;
        }
        parameters.put(p.substring(1, p.length() - 1), given.get(i));
      } else if (!p.equals(given.get(i))) {
        return null;
      }
    }
    return parameters;
  }

  /**
   * The parameters of a query.
   *
   * @throws HttpProblem 400 if the route does not know one, or one is given twice
   */
  static Map<String, String> query(Route route, String raw) {
    Map<String, String> parameters = new HashMap<>();
    if (raw.isEmpty()) {
      return parameters;
    }
    for (String pair : raw.split("&", MAX_PARAMETERS)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!route.parameters().contains(name)) {
        throw HttpProblem.badParameter(
            Printable.line(name, 64),
            "this path knows "
                + (route.parameters().isEmpty()
                    ? "no parameters"
                    : "only " + String.join(", ", new TreeSet<>(route.parameters()))));
      }
      if (parameters.put(name, value) != null) {
        throw HttpProblem.badParameter(name, name + " is given twice");
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new HttpProblem(400, "BAD_REQUEST", "the query is not percent-encoded as it should be");
    }
  }
}
