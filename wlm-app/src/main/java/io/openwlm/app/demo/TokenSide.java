package io.openwlm.app.demo;

import io.openwlm.app.demo.TokenDemoPlan.Agent;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.server.RareLog;
import io.openwlm.server.llm.LlmProxy;
import io.openwlm.server.llm.peer.LlmAgent;
import io.openwlm.simulator.upstream.Course;
import io.openwlm.simulator.upstream.FakeUpstream;
import io.openwlm.simulator.upstream.SeededPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * One side of the comparison: a provider of its own, the real proxy with one way to let calls
 * through, and the agents.
 */
final class TokenSide implements AutoCloseable {
  private static final int STREAMS = 200;
  private static final Course.Pace PACE = new Course.Pace(64, 80, 10);

  private final FakeUpstream upstream;
  private final LlmProxy proxy;
  private final List<DemoAgent> agents = new ArrayList<>();
  private final HttpClient client;

  private TokenSide(FakeUpstream upstream, LlmProxy proxy, HttpClient client) {
    this.upstream = upstream;
    this.proxy = proxy;
    this.client = client;
  }

  /**
   * Opens everything; no agent calls yet.
   *
   * @param keys directory with the agents' key files: {@link #key}
   */
  static TokenSide open(TokenDemoPlan plan, TokenAdmission admission, Path keys)
      throws IOException {
    SeededPlan answers = new SeededPlan(plan.seed(), 100, 400, 0, 0, 0, List.of(), PACE);
    FakeUpstream upstream = FakeUpstream.start(answers, List.of("m"));
    try {
      LlmProxySettings settings =
          new LlmProxySettings(
              null,
              freePort(),
              List.of(
                  new LlmProxySettings.Upstream(
                      "fake",
                      LlmProxySettings.Api.OPENAI,
                      upstream.origin() + "/v1",
                      null,
                      List.of("*"),
                      1_000)),
              STREAMS,
              LlmProxySettings.DEFAULT_MAX_BODY_BYTES,
              0);
      List<LlmAgent> known = new ArrayList<>();
      for (Agent a : TokenDemoPlan.AGENTS) {
        known.add(
            new LlmAgent(
                a.name(),
                a.importance(),
                List.of(new AgentIdentity.WithKey(keyFile(keys, a).toString()))));
      }
      LlmProxy proxy = LlmProxy.open(settings, known, admission, new RareLog(_ -> {}));
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .build();
      TokenSide side = new TokenSide(upstream, proxy, client);
      side.addAgents(plan);
      return side;
    } catch (IOException | RuntimeException e) {
      upstream.close();
      throw e;
    }
  }

  private void addAgents(TokenDemoPlan plan) {
    String origin = "http://127.0.0.1:" + proxy.port();
    for (Agent a : TokenDemoPlan.AGENTS) {
      agents.add(new DemoAgent(a, origin, key(a), client, plan.seed() + a.importance()));
    }
  }

  /** What an agent shows the proxy. */
  private static String key(Agent agent) {
    return "demo-key-of-" + agent.name();
  }

  static Path keyFile(Path keys, Agent agent) {
    return keys.resolve(agent.name() + ".key");
  }

  /** Writes the key files of all agents. */
  static void writeKeys(Path keys) throws IOException {
    for (Agent a : TokenDemoPlan.AGENTS) {
      Path file = keyFile(keys, a);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, key(a) + "\n");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  List<DemoAgent> agents() {
    return agents;
  }

  void start() {
    agents.forEach(DemoAgent::start);
  }

  void goWild() {
    agents.forEach(DemoAgent::goWild);
  }

  /** Ends the calls and waits until none is under way, at most so long. */
  void stop(long millis) throws InterruptedException {
    agents.forEach(DemoAgent::close);
    upstream.account().awaitQuiet(millis);
    long deadlineNanos = System.nanoTime() + millis * 1_000_000;
    while (!agents.stream().allMatch(DemoAgent::isQuiet) && System.nanoTime() < deadlineNanos) {
      Thread.sleep(10);
    }
  }

  /** What the provider billed: the truth. */
  long billed() {
    return upstream.account().total().total();
  }

  @Override
  public void close() throws IOException {
    agents.forEach(DemoAgent::close);
    client.shutdownNow();
    try {
      proxy.close();
    } finally {
      upstream.close();
    }
  }
}
