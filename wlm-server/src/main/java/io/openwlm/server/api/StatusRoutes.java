package io.openwlm.server.api;

import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.core.port.PolicyControl.Obstacle;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.model.explain.Explanation;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import io.openwlm.server.Printable;
import io.openwlm.server.api.view.ActivationView;
import io.openwlm.server.api.view.ClassPage;
import io.openwlm.server.api.view.DecisionPage;
import io.openwlm.server.api.view.DecisionView;
import io.openwlm.server.api.view.ExplanationPart;
import io.openwlm.server.api.view.RevisionView;
import io.openwlm.server.api.view.RulePage;
import io.openwlm.server.api.view.StatusView;
import io.openwlm.server.api.view.SystemView;
import io.openwlm.server.api.view.Worst;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.Route;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs: status, classes, rules, decisions. */
final class StatusRoutes {
  private static final int LOWEST_WITH_GOAL = 5;
  private final ApiPorts ports;

  StatusRoutes(ApiPorts ports) {
    this.ports = ports;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/status", _ -> Views.answer(status())),
        Route.get("/api/v1/classes", this::classes, Paging.LIMIT, Paging.CONTINUE),
        Route.get("/api/wlm/classes", this::classes, Paging.LIMIT, Paging.CONTINUE),
        Route.get("/api/v1/classes/{name}", this::serviceClass),
        Route.get("/api/v1/rules", this::rules, Paging.LIMIT, Paging.CONTINUE),
        Route.get(
            "/api/v1/decisions", this::decisions, "class", "reason", Paging.LIMIT, Paging.CONTINUE),
        Route.get("/api/v1/decisions/{id}", this::decision));
  }

  private StatusView status() {
    ManagerStatus s = ports.manager().status();
    ports.watch().see(s);
    Activation active = ports.policies().active();
    String state = s.enforcing() ? "ACTIVE" : "ACTIVE, NOT ENFORCING";
    return new StatusView(
        s.host(),
        s.version(),
        s.mode(),
        s.enforcing(),
        view(active),
        view(ports.policies().installed()),
        s.intervals(),
        ports.watch().ageNanos() / 1e9,
        s.upSeconds(),
        s.samplingMillis() / 1e3,
        s.adjustmentMillis() / 1e3,
        s.cpus(),
        s.systemCpuPercent(),
        s.systemPressurePercent() < 0 ? null : s.systemPressurePercent(),
        count(s, true),
        count(s, false),
        (int)
            s.classes().stream()
                .filter(c -> c.importance() <= LOWEST_WITH_GOAL && c.performanceIndex() == null)
                .count(),
        worst(s).map(c -> new Worst(c.name(), c.importance(), index(c))).orElse(null),
        List.of(new SystemView(s.host(), "GOAL", s.policy(), state)),
        s.warnings());
  }

  private static int count(ManagerStatus s, boolean met) {
    return (int)
        s.classes().stream()
            .filter(c -> c.importance() <= LOWEST_WITH_GOAL && c.performanceIndex() != null)
            .filter(c -> index(c) <= 1 == met)
            .count();
  }

  private static double index(ClassStatus c) {
    Double index = c.performanceIndex();
    return index == null ? 0 : index;
  }

  /** The class of importance 1 or 2 with the highest index. */
  static Optional<ClassStatus> worst(ManagerStatus s) {
    return s.classes().stream()
        .filter(c -> c.importance() <= 2 && c.performanceIndex() != null)
        .max(Comparator.comparingDouble(StatusRoutes::index));
  }

  static ActivationView view(Activation a) {
    Long back = a.rollsBackAtEpochMillis();
    return new ActivationView(
        a.policy(),
        a.definition(),
        a.revision(),
        Times.of(a.atEpochMillis()),
        a.byUser(),
        a.bySystem(),
        back == null ? null : Times.of(back));
  }

  /** What stands against a change, as a problem. */
  static HttpProblem refused(Obstacle obstacle, String reason) {
    int status =
        switch (obstacle) {
          case CONFLICT -> 409;
          case INVALID -> 422;
          case FAILED -> 503;
        };
    return new HttpProblem(status, "REFUSED", Printable.lines(reason, 1000));
  }

  static RevisionView view(Revision r) {
    return new RevisionView(
        r.number(),
        r.hash(),
        r.definition(),
        Times.of(r.atEpochMillis()),
        r.byUser(),
        r.bySystem(),
        r.source());
  }

  private Answer classes(Call call) {
    List<ClassStatus> all = ports.manager().status().classes();
    return Views.answer(Paging.of(call, all, ClassStatus::name, ClassPage::new));
  }

  private Answer serviceClass(Call call) {
    String name = call.part("name");
    return ports.manager().status().classes().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .map(Views::answer)
        .orElseThrow(() -> HttpProblem.notFound("the policy in force has no such service class"));
  }

  private Answer rules(Call call) {
    List<RuleHits> all = ports.manager().rules();
    return Views.answer(Paging.of(call, all, r -> r.subsystem() + "/" + r.path(), RulePage::new));
  }

  private Answer decisions(Call call) {
    @Nullable String about = call.parameter("class");
    @Nullable String reason = call.parameter("reason");
    List<DecisionStatus> wanted =
        ports.manager().status().decisions().stream()
            .filter(d -> about == null || concerns(d, about))
            .filter(d -> reason == null || d.reason().equals(reason))
            .toList();
    return Views.answer(Paging.of(call, wanted, d -> Long.toString(d.id()), DecisionPage::new));
  }

  private static boolean concerns(DecisionStatus d, String name) {
    return d.serviceClass().equals(name)
        || d.changes().stream().anyMatch(c -> c.serviceClass().equals(name));
  }

  private Answer decision(Call call) {
    String id = call.part("id");
    DecisionStatus found =
        ports.manager().status().decisions().stream()
            .filter(d -> Long.toString(d.id()).equals(id))
            .findFirst()
            .orElseThrow(
                () -> HttpProblem.notFound("there is no such decision among the ones still kept"));
    return Views.answer(
        new DecisionView(
            found,
            Explanation.of(found).stream()
                .map(p -> new ExplanationPart(p.label(), p.sentences()))
                .toList()));
  }
}
