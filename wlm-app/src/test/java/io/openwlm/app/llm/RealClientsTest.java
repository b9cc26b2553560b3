package io.openwlm.app.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.llm.JavaClient.Action;
import io.openwlm.app.llm.ProxyBed.Agent;
import io.openwlm.core.port.TokenAdmission;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.simulator.upstream.Billed;
import io.openwlm.simulator.upstream.Course;
import io.openwlm.simulator.upstream.ModelWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unmodified clients of providers through the proxy: what they are charged is what the provider
 * billed, and a refusal ends in their own error at once. The npm ones need {@code npm ci} in
 * src/test/clients; where CI is set it must have run.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RealClientsTest {
  private static final TokenUsage WANTED = new TokenUsage(100, 30, 20, 40, 10);
  private static final Agent APP = new Agent("app", 100_000_000);
  private static final Agent SPENT = new Agent("spent", 50_000);
  private static final Agent STOPPED = new Agent("stopped", 50_000);
  private static final Agent TINY = new Agent("tiny", 100);

  @TempDir private static Path directory;
  private static ProxyBed bed;
  private static NodeClients node;

  @BeforeAll
  static void start() throws Exception {
    bed =
        new ProxyBed(
            directory,
            new ModelWords((n, asked) -> Course.plain(WANTED)),
            APP,
            SPENT,
            STOPPED,
            TINY);
    var all = new TokenAdmission.Ask("spent", null, "openai", "m", 0, 50_000, 50_000, 60_000);
    var granted = (TokenAdmission.Granted) bed.admission.reserve(all);
    bed.admission.settle(granted.hold(), new TokenUsage(0, 0, 0, 50_000, 0), false);
    bed.ledger.stop("stopped", "test");
    if (NodeClients.installed()) {
      node = new NodeClients();
    } else {
      System.out.println("NOT RUN: npm clients: npm ci has not run in " + NodeClients.DIRECTORY);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (node != null) {
      node.close();
    }
    bed.close();
  }

  static List<ClientUnderTest> clients() {
    List<ClientUnderTest> clients = new ArrayList<>(ClientUnderTest.java());
    if (NodeClients.installed()) {
      clients.addAll(ClientUnderTest.npm(node));
    }
    return clients;
  }

  /** What a call added to the ledger and to the provider's bill. */
  private record Charged(TokenUsage ledger, TokenUsage billed, long calls) {}

  private Charged charged(TokenUsage ledgerBefore, TokenUsage billedBefore, long callsBefore)
      throws InterruptedException {
    bed.awaitQuiet(APP);
    return new Charged(
        minus(bed.used(APP), ledgerBefore),
        minus(bed.upstream.account().total(), billedBefore),
        bed.upstream.account().begun() - callsBefore);
  }

  private Charged call(
      ClientUnderTest client, Action action, String model, List<ClientOutcome> outcome)
      throws Exception {
    bed.awaitQuiet(APP);
    TokenUsage ledger = bed.used(APP);
    TokenUsage billed = bed.upstream.account().total();
    long calls = bed.upstream.account().begun();
    outcome.add(client.caller().call(action, bed.origin(), APP.key(), model));
    return charged(ledger, billed, calls);
  }

  private static TokenUsage minus(TokenUsage a, TokenUsage b) {
    return new TokenUsage(
        a.input() - b.input(),
        a.cachedInput() - b.cachedInput(),
        a.cacheWrite() - b.cacheWrite(),
        a.output() - b.output(),
        a.reasoning() - b.reasoning());
  }

  @ParameterizedTest
  @MethodSource("clients")
  void isChargedWhatTheProviderBilled(ClientUnderTest client) throws Exception {
    for (Action action : List.of(Action.WHOLE, Action.STREAM)) {
      List<ClientOutcome> outcome = new ArrayList<>();
      Charged charged = call(client, action, "m", outcome);
      assertThat(outcome.getFirst().error()).as(outcome.toString()).isNull();
      assertThat(outcome.getFirst().tokens()).isBetween(40L, 50L);
      assertThat(charged.calls()).isOne();
      assertThat(charged.ledger()).as("%s %s", client, action).isEqualTo(charged.billed());
      assertThat(charged.billed().total()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void leavingInMidStreamEndsTheHoldAndTheProvidersWork(ClientUnderTest client) throws Exception {
    List<ClientOutcome> outcome = new ArrayList<>();
    Charged charged = call(client, Action.ABORT, "m.out-900.piece-8.pace-20", outcome);
    assertThat(outcome.getFirst().error()).as(outcome.toString()).isNull();
    boolean left = outcome.getFirst().tokens() < 900;
    Billed last = bed.upstream.account().calls().getLast();
    if (left) {
      assertThat(last.ending()).isEqualTo(Billed.Ending.CLIENT_GONE);
      assertThat(charged.billed().totalOutput()).isLessThan(900);
    }
    assertThat(charged.ledger().totalOutput())
        .as("at least what the client saw: %s", outcome)
        .isGreaterThanOrEqualTo(outcome.getFirst().tokens());
    assertThat(charged.ledger().totalOutput()).as("at most its cap").isLessThanOrEqualTo(1_000);
    assertThat(charged.ledger().totalInput()).as("the prompt was read").isPositive();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aRefusalIsTheClientsOwnErrorAtOnce(ClientUnderTest client) throws Exception {
    long calls = bed.upstream.account().begun();
    long refusals = bed.refusals(SPENT);
    ClientOutcome refused = client.caller().call(Action.WHOLE, bed.origin(), SPENT.key(), "m");
    assertThat(refused.error()).as(refused.toString()).isEqualTo(client.refusedAs());
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.message()).contains("token budget of spent");
    assertThat(bed.refusals(SPENT) - refusals).isEqualTo(client.refusedRequests());
    ClientOutcome denied = client.caller().call(Action.WHOLE, bed.origin(), STOPPED.key(), "m");
    assertThat(denied.error()).as(denied.toString()).isEqualTo(client.deniedAs());
    assertThat(denied.status()).isEqualTo(403);
    ClientOutcome large = client.caller().call(Action.WHOLE, bed.origin(), TINY.key(), "m");
    assertThat(large.status()).as(large.toString()).isBetween(400, 402);
    ClientOutcome unknown = client.caller().call(Action.WHOLE, bed.origin(), "no-such-key", "m");
    assertThat(unknown.status()).as(unknown.toString()).isEqualTo(401);
    assertThat(bed.upstream.account().begun()).as("nothing reached the provider").isEqualTo(calls);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aStreamThatIsRefusedIsTheClientsOwnErrorToo(ClientUnderTest client) throws Exception {
    ClientOutcome refused = client.caller().call(Action.STREAM, bed.origin(), SPENT.key(), "m");
    assertThat(refused.error()).as(refused.toString()).isEqualTo(client.refusedAs());
    assertThat(refused.status()).isEqualTo(429);
  }

  @ParameterizedTest
  @MethodSource("clients")
  void troubleOfTheProviderLeavesNoHold(ClientUnderTest client) throws Exception {
    for (String fault : List.of("status-500", "status-529", "silent")) {
      List<ClientOutcome> outcome = new ArrayList<>();
      Charged charged = call(client, Action.WHOLE, "m." + fault, outcome);
      assertThat(outcome.getFirst().error()).as(fault).isNotNull();
      assertThat(charged.billed()).isEqualTo(TokenUsage.NONE);
      if (!fault.equals("silent")) {
        assertThat(charged.ledger()).as("%s %s", client, fault).isEqualTo(TokenUsage.NONE);
      }
    }
    for (String fault : List.of("reset-2", "halfclose-2", "error-2", "garbage-2", "nousage")) {
      List<ClientOutcome> outcome = new ArrayList<>();
      Charged charged = call(client, Action.STREAM, "m.out-40.think-0." + fault, outcome);
      assertThat(charged.ledger().totalOutput())
          .as("%s %s: what was seen is charged", client, fault)
          .isGreaterThanOrEqualTo(charged.calls() * 16);
      assertThat(charged.ledger().totalInput())
          .as("%s %s: the prompt is charged: %s", client, fault, charged)
          .isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theProvidersOwnLimitHoldsCallsBackForSoLong(ClientUnderTest client) throws Exception {
    List<ClientOutcome> outcome = new ArrayList<>();
    Charged charged = call(client, Action.WHOLE, "m.status-429.retry-1", outcome);
    assertThat(outcome.getFirst().status()).as(outcome.toString()).isEqualTo(429);
    assertThat(charged.ledger()).isEqualTo(TokenUsage.NONE);
    for (int tries = 0; outcome.getLast().error() != null; tries++) {
      assertThat(tries).as("its limit ends: %s", outcome.getLast()).isLessThan(100);
      Thread.sleep(100);
      call(client, Action.WHOLE, "m", outcome);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.drip-1.out-8", "m.first-300", "m.nousage"})
  void slowAndSilentProvidersAreMeteredToo(String model) throws Exception {
    for (ClientUnderTest client : clients()) {
      List<ClientOutcome> outcome = new ArrayList<>();
      Charged charged = call(client, Action.WHOLE, model, outcome);
      if (!model.contains("nousage")) {
        assertThat(outcome.getFirst().error()).as("%s %s", client, outcome).isNull();
        assertThat(charged.ledger()).isEqualTo(charged.billed());
      }
      assertThat(charged.ledger().total()).as("%s %s", client, model).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theProviderSeesItsOwnKeyAndNeverTheAgents(ClientUnderTest client) throws Exception {
    call(client, Action.WHOLE, "m", new ArrayList<>());
    Billed last = bed.upstream.account().calls().getLast();
    var headers = last.asked().request().headers();
    assertThat(headers.values()).noneMatch(v -> v.contains(APP.key()));
    assertThat(last.asked().request().target()).doesNotContain(APP.key());
    boolean ollama = last.asked().kind().name().startsWith("OLLAMA");
    assertThat(headers.values().stream().anyMatch(v -> v.contains("provider-secret")))
        .isEqualTo(!ollama);
  }
}
