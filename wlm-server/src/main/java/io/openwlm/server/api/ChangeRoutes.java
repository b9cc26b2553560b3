package io.openwlm.server.api;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.server.Printable;
import io.openwlm.server.api.view.ActView;
import io.openwlm.server.api.view.WouldView;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.JsonFields;
import io.openwlm.server.http.Role;
import io.openwlm.server.http.Route;
import java.util.List;
import java.util.Set;

/** What changes the manager: activations, the mode, restoring. */
final class ChangeRoutes {
  static final int MAX_BODY = 1 << 20;
  private static final int MAX_TEXT = 4000;

  private final ManagerControl manager;
  private final PolicyControl policies;

  ChangeRoutes(ApiPorts ports) {
    manager = ports.manager();
    policies = ports.policies();
  }

  List<Route> routes() {
    return List.of(
        Route.change("POST", "/api/v1/activations", Role.ADMIN, this::activate),
        Route.change("POST", "/api/v1/activations/confirm", Role.ADMIN, this::confirm),
        Route.change("POST", "/api/v1/activations/rollback", Role.ADMIN, this::rollback),
        Route.change("POST", "/api/v1/activations/deactivate", Role.ADMIN, this::deactivate),
        Route.change("POST", "/api/v1/enforcement", Role.OPERATOR, this::enforce),
        Route.change("POST", "/api/v1/restore", Role.OPERATOR, this::restore));
  }

  private Answer activate(Call call) {
    JsonFields body =
        JsonFields.of(
            call.exchange().body(MAX_BODY), Set.of("policy", "dryRun", "confirmWithinSeconds"));
    ActivationRequest request =
        new ActivationRequest(
            body.needText("policy"),
            body.flag("dryRun", false),
            body.number("confirmWithinSeconds", 0, 0, ActivationRequest.MAX_CONFIRM_SECONDS));
    call.note("policy " + request.policy() + (request.dryRun() ? ", dry run" : ""));
    return answer(policies.activate(request, call.caller().user()), 201);
  }

  private Answer confirm(Call call) {
    nothing(call);
    return answer(policies.confirm(call.caller().user()), 200);
  }

  private Answer rollback(Call call) {
    nothing(call);
    return answer(policies.rollback(call.caller().user()), 200);
  }

  private Answer deactivate(Call call) {
    nothing(call);
    return answer(policies.deactivate(call.caller().user()), 200);
  }

  /** Takes an empty body, or an empty object. */
  static void nothing(Call call) {
    JsonFields.of(call.exchange().body(MAX_BODY), Set.of());
  }

  private static Answer answer(ActivationAnswer answer, int ifInForce) {
    return switch (answer) {
      case ActivationAnswer.InForce in ->
          Answer.with(
              Views.answer(ifInForce, StatusRoutes.view(in.activation())),
              "Location",
              "/api/v1/policy");
      case ActivationAnswer.Would would -> Views.answer(new WouldView(would.changes()));
      case ActivationAnswer.Busy busy ->
          throw new HttpProblem(
                  409,
                  "ACTIVATION_RUNNING",
                  busy.bySystem()
                      + " is activating "
                      + busy.policy()
                      + " since "
                      + Times.of(busy.sinceEpochMillis())
                      + "; what is active stays")
              .member("activatingSystem", busy.bySystem())
              .member("activatingPolicy", busy.policy())
              .member("since", Times.of(busy.sinceEpochMillis()))
              .header("Retry-After", "2");
      case ActivationAnswer.NoSuchPolicy none ->
          throw new HttpProblem(
              404,
              "NO_SUCH_POLICY",
              "the installed definition has no such policy; it has "
                  + String.join(", ", none.known()));
      case ActivationAnswer.NothingPending _ ->
          throw new HttpProblem(409, "NOTHING_PENDING", "no activation waits to be confirmed");
      case ActivationAnswer.Refused refused ->
          throw StatusRoutes.refused(refused.obstacle(), refused.reason());
    };
  }

  private Answer enforce(Call call) {
    boolean wanted =
        JsonFields.of(call.exchange().body(MAX_BODY), Set.of("enforce")).needFlag("enforce");
    call.note(wanted ? "on" : "off");
    String text = manager.setEnforce(wanted, call.caller().user());
    return done(text);
  }

  private Answer restore(Call call) {
    nothing(call);
    return done(manager.restore(call.caller().user()));
  }

  /** The manager says in words when it could not: that is no success. */
  private Answer done(String text) {
    String printable = Printable.lines(text, MAX_TEXT);
    for (String failed : List.of("failed", "refused:", "no answer", "interrupted")) {
      if (text.startsWith(failed)) {
        throw new HttpProblem(503, "NOT_DONE", printable);
      }
    }
    return Views.answer(new ActView(printable, manager.status().enforcing()));
  }
}
