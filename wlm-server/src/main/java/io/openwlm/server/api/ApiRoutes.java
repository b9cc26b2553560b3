package io.openwlm.server.api;

import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All routes of the API. */
public final class ApiRoutes {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private ApiRoutes() {}

  /**
   * @param page routes of the status page
   */
  public static List<Route> of(ApiPorts ports, List<Route> page) {
    List<Route> routes = new ArrayList<>(page);
    routes.addAll(new StatusRoutes(ports).routes());
    routes.addAll(new ObjectRoutes(ports).routes());
    routes.addAll(new EnvironmentRoutes(ports).routes());
    routes.addAll(new DefinitionRoutes(ports).routes());
    routes.addAll(new ChangeRoutes(ports).routes());
    routes.addAll(new BudgetRoutes(ports).routes());
    routes.addAll(new ClassifyRoutes(ports).routes());
    routes.addAll(
        new ServerRoutes(new ServerHealth(System::nanoTime, System::currentTimeMillis)).routes());
    routes.addAll(new EventRoutes(ports).routes());
    routes.addAll(new ProbeRoutes(ports).routes());
    routes.addAll(DocumentRoutes.routes());
    var metrics = ports.metrics();
    if (metrics != null) {
      routes.add(
          Route.get(
              "/metrics",
              _ -> Answer.bytes(METRICS_TYPE, metrics.get().getBytes(StandardCharsets.UTF_8))));
    }
    return routes;
  }
}
