package io.openwlm.server.api;

import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Is the manager alive, and is it ready? Never about goals: a goal that is missed is no reason to
 * restart anything. Answers everybody, and in detail only if asked.
 */
final class ProbeRoutes {
  private static final String VERBOSE = "verbose";
  private static final String EXCLUDE = "exclude";

  private final ApiPorts ports;

  ProbeRoutes(ApiPorts ports) {
    this.ports = ports;
  }

  List<Route> routes() {
    Map<String, BooleanSupplier> live = new LinkedHashMap<>();
    live.put("cycle", this::cycle);
    Map<String, BooleanSupplier> ready = new LinkedHashMap<>(live);
    ready.put("definition", this::definition);
    ready.put("policy", this::policy);
    return List.of(
        Route.open("GET", "/livez", call -> answer(call, live), VERBOSE, EXCLUDE),
        Route.open("GET", "/readyz", call -> answer(call, ready), VERBOSE, EXCLUDE),
        Route.open("GET", "/healthz", call -> answer(call, ready), VERBOSE, EXCLUDE));
  }

  private boolean cycle() {
    ManagerStatus status = ports.manager().status();
    ports.watch().see(status);
    return ports.watch().isAlive(status);
  }

  private boolean definition() {
    return ports.policies().definition(ports.policies().installed().number()).isPresent();
  }

  private boolean policy() {
    Activation active = ports.policies().active();
    return ports.manager().status().policy().equals(active.policy());
  }

  private static Answer answer(Call call, Map<String, BooleanSupplier> checks) {
    Set<String> excluded = excluded(call, checks.keySet());
    StringBuilder text = new StringBuilder();
    boolean good = true;
    for (Map.Entry<String, BooleanSupplier> check : checks.entrySet()) {
      if (excluded.contains(check.getKey())) {
        text.append("[+]").append(check.getKey()).append(" excluded: ok\n");
        continue;
      }
      boolean ok = holds(check.getValue());
      good &= ok;
      text.append(ok ? "[+]" : "[-]").append(check.getKey()).append(ok ? " ok\n" : " failed\n");
    }
    String word = good ? "ok\n" : "failed\n";
    boolean verbose = call.parameter(VERBOSE) != null;
    return Answer.text(good ? 200 : 503, verbose ? text + word : word);
  }

  private static boolean holds(BooleanSupplier check) {
    try {
      return check.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Set<String> excluded(Call call, Set<String> known) {
    String text = call.parameter(EXCLUDE);
    Set<String> names =
        text == null ? Set.of() : new java.util.HashSet<>(List.of(text.split(",", 16)));
    if (!known.containsAll(names)) {
      throw HttpProblem.badParameter(EXCLUDE, "the checks are " + String.join(", ", known));
    }
    return names;
  }
}
