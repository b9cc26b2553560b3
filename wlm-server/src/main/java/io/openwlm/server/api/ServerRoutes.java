package io.openwlm.server.api;

import io.openwlm.server.api.view.ServerList;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.JsonFields;
import io.openwlm.server.http.Role;
import io.openwlm.server.http.Route;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Servers and the health reported for them. */
final class ServerRoutes {
  private static final int MAX_BODY = 4096;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");
  private static final long DEFAULT_SECONDS = 300;
  private static final long MAX_SECONDS = 86_400;

  private final ServerHealth health;

  ServerRoutes(ServerHealth health) {
    this.health = health;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/servers",
            _ ->
                Views.answer(
                    new ServerList(
                        health.servers(),
                        "Servers that health was reported for; no routing follows it yet."))),
        Route.ask("PUT", "/api/v1/servers/{id}/health", Role.OPERATOR, this::report));
  }

  private Answer report(Call call) {
    String id = call.part("id");
    if (!NAME.matcher(id).matches()) {
      throw new HttpProblem(
          400, "BAD_NAME", "the name of a server has 1 to 64 letters, digits and . _ : @ -");
    }
    JsonFields body =
        JsonFields.of(
            call.exchange().body(MAX_BODY), Set.of("health", "reporter", "expiresInSeconds"));
    if (!body.has("health")) {
      throw HttpProblem.badField("health", "health is missing");
    }
    String reporter = body.text("reporter");
    if (reporter != null && !NAME.matcher(reporter).matches()) {
      throw HttpProblem.badField(
          "reporter", "the name of a reporter has 1 to 64 letters, digits and . _ : @ -");
    }
    return Views.answer(
        health.report(
            id,
            reporter == null ? "default" : reporter,
            call.caller().user(),
            (int) body.number("health", ServerHealth.FULL, 0, ServerHealth.FULL),
            body.number("expiresInSeconds", DEFAULT_SECONDS, 1, MAX_SECONDS)));
  }
}
