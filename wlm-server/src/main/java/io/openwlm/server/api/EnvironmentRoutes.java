package io.openwlm.server.api;

import io.openwlm.core.port.OperatorControl;
import io.openwlm.core.port.OperatorControl.ApplicationAction;
import io.openwlm.core.port.OperatorControl.Outcome;
import io.openwlm.core.port.OperatorControl.ResourceState;
import io.openwlm.model.status.EnvironmentStatus;
import io.openwlm.server.Printable;
import io.openwlm.server.api.view.ApplicationEnvironmentView;
import io.openwlm.server.api.view.DoneView;
import io.openwlm.server.api.view.EnvironmentList;
import io.openwlm.server.api.view.RequirementView;
import io.openwlm.server.api.view.ResourceView;
import io.openwlm.server.api.view.SchedulingEnvironmentView;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.JsonFields;
import io.openwlm.server.http.Role;
import io.openwlm.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Application and scheduling environments and resources: their states, and what changes them. */
final class EnvironmentRoutes {
  private static final int MAX_TEXT = 1000;
  private static final String NOTE =
      "States of this system; servers of application environments are not managed yet.";

  private final OperatorControl operator;

  EnvironmentRoutes(ApiPorts ports) {
    operator = ports.operator();
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get("/api/v1/environments", _ -> Views.answer(environments())));
    routes.add(
        Route.change("PUT", "/api/v1/resources/{name}/state", Role.OPERATOR, this::setResource));
    for (ApplicationAction action : ApplicationAction.values()) {
      routes.add(
          Route.change(
              "POST",
              "/api/v1/applenvs/{name}/" + action.name().toLowerCase(Locale.ROOT),
              Role.OPERATOR,
              call -> vary(call, action)));
    }
    return routes;
  }

  private EnvironmentList environments() {
    EnvironmentStatus now = operator.environments();
    return new EnvironmentList(
        now.applicationEnvironments().stream()
            .map(e ->
                new ApplicationEnvironmentView(
                    e.name(),
                    e.description(),
                    e.subsystem(),
                    e.limit(),
                    e.procedure(),
                    e.state(),
                    e.stateData()))
            .toList(),
        now.schedulingEnvironments().stream()
            .map(e ->
                new SchedulingEnvironmentView(
                    e.name(),
                    e.description(),
                    e.available(),
                    e.requirements().stream()
                        .map(r -> new RequirementView(r.resource(), r.required(), r.current()))
                        .toList()))
            .toList(),
        now.resources().stream()
            .map(r -> new ResourceView(r.name(), r.description(), r.state()))
            .toList(),
        NOTE);
  }

  private Answer setResource(Call call) {
    JsonFields body = JsonFields.of(call.exchange().body(ChangeRoutes.MAX_BODY), Set.of("state"));
    ResourceState state =
        switch (body.needText("state")) {
          case "ON" -> ResourceState.ON;
          case "OFF" -> ResourceState.OFF;
          case "RESET" -> ResourceState.RESET;
          default -> throw HttpProblem.badField("state", "a state is ON, OFF or RESET");
        };
    String name = call.part("name");
    call.note("resource " + name + " " + state);
    return answer(operator.setResource(name, state, call.caller().user()));
  }

  private Answer vary(Call call, ApplicationAction action) {
    ChangeRoutes.nothing(call);
    String name = call.part("name");
    call.note(action + " application environment " + name);
    return answer(operator.vary(name, action, call.caller().user()));
  }

  private static Answer answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> done(true, done.detail());
      case Outcome.Already already -> done(false, already.detail());
      case Outcome.NoSuch none ->
          throw HttpProblem.notFound(Printable.line(none.detail(), MAX_TEXT));
      case Outcome.Refused refused ->
          throw new HttpProblem(409, "REFUSED", Printable.line(refused.reason(), MAX_TEXT));
    };
  }

  private static Answer done(boolean changed, String detail) {
    return Views.answer(new DoneView(changed, Printable.line(detail, MAX_TEXT)));
  }
}
