package io.openwlm.app.daemon;

import io.openwlm.app.wiring.Tokens;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.server.RareLog;
import io.openwlm.server.llm.LlmProxy;
import io.openwlm.server.llm.ProxyCounters;
import io.openwlm.server.llm.peer.LlmAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The LLM proxy as the definition in force wants it: open while the definition has one and the
 * budgets are kept. Other agents come in at once; other settings open it anew.
 */
final class LlmDoor implements AutoCloseable {
  private final Consumer<String> log;
  private @Nullable LlmProxy proxy;
  private @Nullable LlmProxySettings settings;
  private boolean closed;

  private LlmDoor(Consumer<String> log) {
    this.log = log;
  }

  /** Starts the budgets, and follows them. */
  static LlmDoor open(Tokens tokens, Consumer<String> log) {
    LlmDoor door = new LlmDoor(log);
    tokens.onInstalled(door::installed);
    tokens.start();
    return door;
  }

  /**
   * Another definition is in force.
   *
   * @param admission empty while no budgets are kept: then nothing is let through, by not listening
   */
  private synchronized void installed(
      ServiceDefinition definition, Optional<TokenAdmission> admission) {
    LlmProxySettings wanted = admission.isEmpty() ? null : definition.host().tokens().proxy();
    if (wanted == null || !wanted.equals(settings)) {
      shut();
    }
    if (wanted == null || closed) {
      return;
    }
    if (proxy != null) {
      proxy.agents(agents(definition));
      return;
    }
    try {
      makeParent(wanted.unixSocket());
      proxy = LlmProxy.open(wanted, agents(definition), admission.get(), new RareLog(log));
      settings = wanted;
      log.accept("WLM0940I LLM proxy on " + places(wanted));
    } catch (IOException | IllegalArgumentException e) {
      log.accept("WLM0949E the LLM proxy is not open: " + e.getMessage());
    }
  }

  private static void makeParent(@Nullable String socket) throws IOException {
    Path parent = socket == null ? null : Path.of(socket).toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
  }

  private static String places(LlmProxySettings settings) {
    List<String> places = new ArrayList<>();
    if (settings.unixSocket() != null) {
      places.add(settings.unixSocket());
    }
    if (settings.port() > 0) {
      places.add("127.0.0.1:" + settings.port());
    }
    return String.join(" and ", places);
  }

  private static List<LlmAgent> agents(ServiceDefinition definition) {
    Map<String, Integer> importance = new HashMap<>();
    for (ServiceClass each : definition.serviceClasses()) {
      importance.put(each.name(), each.importance().level());
    }
    List<LlmAgent> agents = new ArrayList<>();
    for (TokenBudget budget : definition.host().tokens().budgets()) {
      AgentBudget agent = budget.agent();
      if (agent != null) {
        agents.add(
            new LlmAgent(
                budget.name(),
                importance.getOrDefault(agent.serviceClass(), 5),
                agent.identities()));
      }
    }
    return agents;
  }

  /** What the proxy has done; empty while there is none. */
  synchronized Optional<ProxyCounters> counters() {
    return Optional.ofNullable(proxy).map(LlmProxy::counters);
  }

  @Override
  public synchronized void close() {
    closed = true;
    shut();
  }

  private void shut() {
    try {
      if (proxy != null) {
        proxy.close();
      }
    } catch (IOException e) {
      log.accept("WLM0949E the LLM proxy is not closed: " + e.getMessage());
    } finally {
      proxy = null;
      settings = null;
    }
  }
}
