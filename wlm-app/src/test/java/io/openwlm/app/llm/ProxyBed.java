package io.openwlm.app.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.Clock;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.token.LedgerAdmission;
import io.openwlm.core.token.LedgerPicture;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import io.openwlm.server.RareLog;
import io.openwlm.server.llm.LlmProxy;
import io.openwlm.server.llm.peer.LlmAgent;
import io.openwlm.simulator.upstream.FakeUpstream;
import io.openwlm.simulator.upstream.UpstreamPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The proxy and the ledger as the daemon wires them, before a fake provider. All weights are 1, and
 * all windows are so long that none ends.
 */
final class ProxyBed implements AutoCloseable {
  static final String CLASS = "AGENTS";
  private static final String PROVIDER_KEY = "provider-secret-1234";
  private static final BudgetWindow LONG = new BudgetWindow.Rolling(Duration.ofDays(90).toNanos());

  final FakeUpstream upstream;
  final TokenLedger ledger;
  final LedgerAdmission admission;
  final LlmProxy proxy;

  /** An agent with a budget of so many tokens. */
  record Agent(String name, long tokens) {
    String key() {
      return "wlm-key-of-" + name;
    }
  }

  /** The machine's own clocks. */
  static final Clock CLOCK =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }
      };

  ProxyBed(Path directory, UpstreamPlan plan, Agent... agents) throws IOException {
    this(directory, plan, TokenJournal.NONE, agents);
  }

  ProxyBed(Path directory, UpstreamPlan plan, TokenJournal journal, Agent... agents)
      throws IOException {
    upstream = FakeUpstream.start(plan, List.of("m"));
    List<TokenBudget> budgets = new ArrayList<>();
    List<LlmAgent> known = new ArrayList<>();
    for (Agent agent : agents) {
      Path key = secret(directory.resolve(agent.name + ".key"), agent.key());
      List<AgentIdentity> identities = List.of(new AgentIdentity.WithKey(key.toString()));
      budgets.add(budget(agent, identities));
      known.add(new LlmAgent(agent.name, 3, identities));
    }
    ledger = new TokenLedger(plan(budgets), journal, CLOCK.nanoTime(), CLOCK.epochMillis());
    admission = new LedgerAdmission(ledger, CLOCK);
    proxy =
        LlmProxy.open(
            settings(secret(directory.resolve("provider.key"), PROVIDER_KEY), upstream.origin()),
            known,
            admission,
            new RareLog(line -> {}));
  }

  static LedgerPlan plan(List<TokenBudget> budgets) {
    TokenWeights even = new TokenWeights(List.of(1000, 1000, 1000, 1000, 1000), List.of());
    return LedgerPlan.of(
        new TokenBudgets(budgets, even, null, null, null),
        TokenPrices.NONE,
        Map.of(CLASS, new Importance(3)));
  }

  static TokenBudget budget(Agent agent, List<AgentIdentity> identities) {
    long milli = agent.tokens * BudgetUnit.TOKENS.perOne();
    AgentBudget part =
        new AgentBudget(
            CLASS,
            0,
            agent.tokens,
            agent.tokens,
            List.of(),
            AgentBudget.OnUnavailable.DENY,
            identities,
            null,
            null);
    return new TokenBudget(
        agent.name,
        TokenBudget.Level.AGENT,
        null,
        List.of(new BudgetLimit(BudgetUnit.TOKENS, milli, LONG)),
        part);
  }

  /** Settings of a proxy on a free port, before one provider that speaks all formats. */
  static LlmProxySettings settings(Path key, String origin) throws IOException {
    String file = key.toString();
    List<String> any = List.of("*");
    List<Upstream> upstreams =
        List.of(
            new Upstream("openai", Api.OPENAI, origin + "/v1", file, any, 4_096),
            new Upstream("anthropic", Api.ANTHROPIC, origin, file, any, 4_096),
            new Upstream("gemini", Api.GEMINI, origin, file, any, 4_096),
            new Upstream("ollama", Api.OLLAMA, origin, null, any, 4_096));
    return new LlmProxySettings(null, freePort(), upstreams, 1_000, 16L << 20, 0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static Path secret(Path file, String text) throws IOException {
    Files.writeString(file, text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** Where clients find the proxy, without a slash at the end. */
  String origin() {
    return "http://127.0.0.1:" + proxy.port();
  }

  LedgerPicture.Node node(Agent agent) {
    return ledger.picture(CLOCK.nanoTime()).nodes().stream()
        .filter(n -> n.name().equals(agent.name))
        .findFirst()
        .orElseThrow();
  }

  /** What the ledger says the agent used, not weighted. */
  TokenUsage used(Agent agent) {
    return node(agent).counts().used();
  }

  /** Weighted tokens held by calls under way. */
  long held(Agent agent) {
    return node(agent).held().milliTokens() / BudgetUnit.TOKENS.perOne();
  }

  /** Weighted tokens that were spent. */
  long spent(Agent agent) {
    return Math.ceilDiv(node(agent).counts().spent().milliTokens(), BudgetUnit.TOKENS.perOne());
  }

  long refusals(Agent agent) {
    return node(agent).counts().refusals().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Waits until no call is under way, neither at the provider nor in the ledger. */
  void awaitQuiet(Agent agent) throws InterruptedException {
    assertThat(upstream.account().awaitQuiet(30_000)).as("calls of the provider end").isTrue();
    long deadlineNanos = System.nanoTime() + 30_000_000_000L;
    while (node(agent).held().requests() > 0 && System.nanoTime() < deadlineNanos) {
      Thread.sleep(5);
    }
    assertThat(node(agent).held().requests()).as("holds of %s", agent.name).isZero();
    assertThat(held(agent)).as("tokens held by %s", agent.name).isZero();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    upstream.close();
  }
}
