package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.Signal;
import io.openwlm.server.llm.peer.LlmAgent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defects of the first seed that the proxy is the answer to; each fails on what the seed did. */
class SeedDefectsTest {
  private static final String CHAT = "/v1/chat/completions";

  @TempDir Path directory;

  private static String usage(long output) {
    return "{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":" + output + "}}";
  }

  /** The seed: an agent that does not read its file calls on. */
  @Test
  void defect1AnAgentThatReadsNoSignalIsStoppedAllTheSame() throws Exception {
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", usage(5));
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      assertThat(bed.post(CHAT, "{\"model\":\"m-1\"}").status()).isEqualTo(200);
      bed.budgets.refusal = Refusal.EXHAUSTED;
      bed.budgets.signal = Signal.RED;
      for (int i = 0; i < 20; i++) {
        assertThat(bed.post(CHAT, "{\"model\":\"m-1\"}").status()).isEqualTo(429);
      }
      bed.budgets.refusal = Refusal.STOPPED;
      bed.budgets.signal = Signal.BLACK;
      assertThat(bed.post(CHAT, "{\"model\":\"m-1\"}").status()).isEqualTo(403);
      assertThat(bed.provider.requests).hasSize(1);
    }
  }

  /** The seed: the hook that should have asked before a call is never loaded there. */
  @Test
  void defect2NoHookIsNeededForACallToBeCountedAndRefused() throws Exception {
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", usage(7));
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      // an auxiliary call (titles, compression) looks like any other call to the proxy
      bed.post(CHAT, "{\"model\":\"m-title\",\"messages\":[]}");
      assertThat(bed.budgets.onlySettled().usage().output()).isEqualTo(7);
      bed.budgets.refusal = Refusal.EXHAUSTED;
      assertThat(bed.post(CHAT, "{\"model\":\"m-title\"}").status()).isEqualTo(429);
    }
  }

  /** The seed: the class stands in what the agent writes. */
  @Test
  void defect10AnAgentCannotChargeAnotherOne() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    Path key = ProxyBed.secret(directory.resolve("scrape.key"), "scrape-key-0123456789");
    Path other = ProxyBed.secret(directory.resolve("chat.key"), ProxyBed.AGENT_KEY);
    wishes.agents =
        List.of(
            new LlmAgent("scrape", 5, List.of(new AgentIdentity.WithKey(key.toString()))),
            new LlmAgent("chat", 1, List.of(new AgentIdentity.WithKey(other.toString()))));
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", usage(5));
    try (ProxyBed bed = new ProxyBed(directory, script, wishes)) {
      bed.post(
          CHAT,
          "{\"model\":\"m-1\",\"user\":\"chat\",\"metadata\":{\"class\":\"CHAT\"}}",
          "x-api-key: scrape-key-0123456789",
          "x-wlm-agent: chat",
          "x-wlm-class: CHAT",
          "x-wlm-session: chat");
      assertThat(bed.budgets.asks).singleElement().extracting(a -> a.agent()).isEqualTo("scrape");
    }
  }

  /** The seed: check, call, charge. Fifteen streams at one time all pass the check. */
  @Test
  void defect11ConcurrentCallsReserveBeforeTheyRun() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    FakeProvider.Script script =
        (request, wire) -> {
          go.await();
          wire.whole(200, "application/json", usage(1_000));
        };
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      bed.budgets.output = 4_500; // four calls of 1,000 and one that is cut down to 500
      List<ProxyBed.Client> clients = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        ProxyBed.Client client = bed.client();
        clients.add(client);
        client.post(CHAT, "{\"model\":\"m-1\",\"max_tokens\":1000}");
      }
      while (bed.budgets.asks.size() < 15) {
        Thread.sleep(5);
      }
      go.countDown();
      int passed = 0;
      for (ProxyBed.Client client : clients) {
        passed += client.read().status() == 200 ? 1 : 0;
        client.close();
      }
      assertThat(passed).isEqualTo(5);
      bed.budgets.await(5);
      long caps =
          bed.provider.requests.stream()
              .mapToLong(r -> Long.parseLong(r.body().replaceAll("\\D+(1)?\\D+(\\d+)}", "$2")))
              .sum();
      assertThat(caps).as("what the provider may write at most").isEqualTo(4_500);
    }
  }
}
