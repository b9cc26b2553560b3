package io.openwlm.server.api;

import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files of the jar: the description of this interface, and the page's style sheet. */
final class DocumentRoutes {
  private static final Map<String, String> FILES =
      Map.of(
          "/api/v1/openapi.yaml", "application/yaml",
          "/api/v1/openapi.json", "application/json");

  private DocumentRoutes() {}

  static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    FILES.forEach((path, type) -> {
      String name = path.substring(path.lastIndexOf('/') + 1);
      routes.add(Route.get(path, _ -> Answer.bytes(type, read(name))));
    });
    return routes;
  }

  static byte[] read(String name) {
    try (InputStream in = DocumentRoutes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
