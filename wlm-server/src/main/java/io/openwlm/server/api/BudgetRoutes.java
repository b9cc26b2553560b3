package io.openwlm.server.api;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.TokenControl;
import io.openwlm.core.port.TokenControl.Unchanged;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.server.Printable;
import io.openwlm.server.api.view.BudgetList;
import io.openwlm.server.api.view.DoneView;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.JsonFields;
import io.openwlm.server.http.Role;
import io.openwlm.server.http.Route;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Token budgets: how they stand, and what operators change. */
final class BudgetRoutes {
  private static final String BUDGETS = "/api/v1/budgets";
  private static final String ONE = BUDGETS + "/{name}";
  private static final int MAX_TEXT = 1000;
  private static final int MAX_REASON = 200;
  private static final long MAX_TOKENS = 1_000_000_000_000L;

  private final ManagerControl manager;

  BudgetRoutes(ApiPorts ports) {
    manager = ports.manager();
  }

  List<Route> routes() {
    return List.of(
        Route.get(BUDGETS, _ -> Views.answer(new BudgetList(tokens().budgets()))),
        Route.get(ONE, call -> Views.answer(named(call))),
        Route.change("POST", ONE + "/increase", Role.OPERATOR, this::increase),
        Route.change("POST", ONE + "/stop", Role.OPERATOR, call -> stop(call, named(call).name())),
        Route.change("POST", ONE + "/go", Role.OPERATOR, call -> go(call, named(call).name())),
        Route.change("POST", BUDGETS + "/stop", Role.OPERATOR, this::stopAll),
        Route.change("POST", BUDGETS + "/go", Role.OPERATOR, this::goAll));
  }

  private TokenControl tokens() {
    return manager.tokens();
  }

  private BudgetStatus named(Call call) {
    String name = call.part("name");
    return tokens().budgets().stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> HttpProblem.notFound("there is no token budget " + Printable.line(name, 64)));
  }

  private Answer increase(Call call) {
    String budget = named(call).name();
    JsonFields body =
        JsonFields.of(
            call.exchange().body(ChangeRoutes.MAX_BODY), Set.of("tokens", "until", "reason"));
    if (!body.has("tokens")) {
      throw HttpProblem.badField("tokens", "tokens is missing");
    }
    long tokens = body.number("tokens", 0, 1, MAX_TOKENS);
    long until = time(body.needText("until"));
    String reason = Printable.line(body.needText("reason"), MAX_REASON);
    call.note("budget " + budget + " by " + tokens + " tokens until " + Times.of(until));
    return done(() -> tokens().increase(budget, tokens, until, reason, call.caller().user()));
  }

  private static long time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw HttpProblem.badField("until", "until is a time with its zone: 2026-12-24T18:00:00Z");
    }
  }

  private Answer stop(Call call, String budget) {
    String reason = reason(call);
    call.note("stop of budget " + budget);
    return done(() -> tokens().stop(budget, reason, call.caller().user()));
  }

  private Answer go(Call call, String budget) {
    String reason = reason(call);
    call.note("go of budget " + budget);
    return done(() -> tokens().go(budget, reason, call.caller().user()));
  }

  private Answer stopAll(Call call) {
    String reason = reason(call);
    call.note("stop of all budgets");
    return done(() -> tokens().stop(null, reason, call.caller().user()));
  }

  private Answer goAll(Call call) {
    String reason = reason(call);
    call.note("go of all budgets");
    return done(() -> tokens().go(null, reason, call.caller().user()));
  }

  private static String reason(Call call) {
    JsonFields body = JsonFields.of(call.exchange().body(ChangeRoutes.MAX_BODY), Set.of("reason"));
    return Printable.line(body.needText("reason"), MAX_REASON);
  }

  private static Answer done(Supplier<String> act) {
    try {
      return Views.answer(new DoneView(true, Printable.line(act.get(), MAX_TEXT)));
    } catch (Unchanged e) {
      throw new HttpProblem(
          409, "UNCHANGED", Printable.line(String.valueOf(e.getMessage()), MAX_TEXT));
    }
  }
}
