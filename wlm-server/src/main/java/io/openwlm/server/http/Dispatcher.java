package io.openwlm.server.http;

import io.openwlm.server.Printable;
import io.openwlm.server.RareLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Answers requests: lets them in, finds their route, checks the role, and writes changes down. Any
 * request gets an answer; what goes wrong inside goes to the log and not to the caller. Reads are
 * put off while the manager's own turn is late, and when too many run at one time.
 */
public final class Dispatcher {
  private static final int AT_ONE_TIME = 32;
  private static final int MAX_PATH = 200;

  private final Router router;
  private final AuditTrail audit;
  private final BooleanSupplier late;
  private final RareLog log;
  private final Semaphore running = new Semaphore(AT_ONE_TIME);

  /**
   * @param late true while the manager's own turn is late, so that reads must wait
   */
  public Dispatcher(Router router, AuditTrail audit, BooleanSupplier late, RareLog log) {
    this.router = router;
    this.audit = audit;
    this.late = late;
    this.log = log;
  }

  /** Answers one request; never throws. */
  public Answer answer(Exchange exchange, Access access) {
    String instance = Printable.line(exchange.path(), MAX_PATH);
    try {
      return admit(exchange, access);
    } catch (HttpProblem problem) {
      return problem.answer(instance);
    } catch (RuntimeException e) {
      log.refused(
          "WLM0351E " + exchange.method() + " " + instance + " failed: " + e, System.nanoTime());
      return new HttpProblem(500, "INTERNAL", "the daemon's log says why").answer(instance);
    }
  }

  private Answer admit(Exchange exchange, Access access) {
    Optional<Caller> admitted = Optional.empty();
    Router.Found found = null;
    try {
      if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
        found = router.find(exchange.method(), exchange.path());
      }
      admitted = access.admit(exchange);
      if (found == null) {
        found = router.find(exchange.method(), exchange.path());
      }
      return permitted(exchange, admitted, found);
    } catch (HttpProblem problem) {
      if (found != null && found.route().isAudited()) {
        Caller caller = admitted.orElseGet(() -> Caller.unknown(exchange.caller().from()));
        audit.write(
            caller, what(exchange, List.of()), audit.state(), problem.status(), problem.code());
      }
      throw problem;
    }
  }

  private Answer permitted(Exchange exchange, Optional<Caller> admitted, Router.Found found) {
    Route route = found.route();
    if (admitted.isEmpty() && route.pattern().equals("/")) {
      // a browser that has no session yet
      return new Answer.Whole(303, "text/plain", new byte[0], Map.of("Location", "/session"));
    }
    if (admitted.isEmpty() && !route.open()) {
      throw new HttpProblem(401, "NO_TOKEN", "the token of the daemon's token file is needed")
          .header("WWW-Authenticate", "Bearer");
    }
    Caller caller = admitted.orElseGet(() -> Caller.unknown(exchange.caller().from()));
    if (!caller.role().covers(route.needs())) {
      throw new HttpProblem(
          403,
          "NOT_PERMITTED",
          "this needs the role "
              + route.needs().text()
              + ", user "
              + caller.user()
              + " has the role "
              + caller.role().text()
              + "; groups wlm-operator and wlm-admin give the others");
    }
    if (!route.method().equals("GET") && !route.open()) {
      SiteCheck.content(exchange);
    }
    Map<String, String> query = Router.query(route, exchange.query());
    Call call = new Call(exchange, caller, found.path(), query, new ArrayList<>());
    if (route.isAudited()) {
      return audited(call, route);
    }
    return route.open() ? route.handler().answer(call) : guarded(call, route);
  }

  private Answer guarded(Call call, Route route) {
    if (late.getAsBoolean() && call.caller().role() == Role.VIEWER) {
      throw new HttpProblem(503, "BUSY", "the manager is late; reads wait until it has caught up")
          .header("Retry-After", "5");
    }
    if (!running.tryAcquire()) {
      throw new HttpProblem(503, "BUSY", "too many requests at one time")
          .header("Retry-After", "1");
    }
    try {
      return route.handler().answer(call);
    } finally {
      running.release();
    }
  }

  /** A change is written down whatever becomes of it, and not begun if it could not be. */
  private Answer audited(Call call, Route route) {
    audit.require();
    String before = audit.state();
    try {
      Answer answer = route.handler().answer(call);
      audit.write(
          call.caller(), what(call.exchange(), call.notes()), before, answer.status(), "done");
      return answer;
    } catch (HttpProblem problem) {
      audit.write(
          call.caller(),
          what(call.exchange(), call.notes()),
          before,
          problem.status(),
          problem.code());
      return problem.answer(Printable.line(call.exchange().path(), MAX_PATH));
    } catch (RuntimeException e) {
      audit.write(call.caller(), what(call.exchange(), call.notes()), before, 500, "INTERNAL");
      throw e;
    }
  }

  private static String what(Exchange exchange, List<String> notes) {
    String path = Printable.line(exchange.path(), MAX_PATH);
    return exchange.method()
        + " "
        + path
        + (notes.isEmpty() ? "" : ": " + Printable.line(String.join(", ", notes), 400));
  }
}
