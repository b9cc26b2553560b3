package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.Signal;
import io.openwlm.server.llm.peer.LlmAgent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refusals look as each provider's own client expects them, and none keeps a client waiting. */
class RefusalsHttpTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String CALL = "{\"model\":\"m-1\",\"max_tokens\":500}";
  private static final long FAR = 3_600_000;

  @TempDir Path directory;

  private ProxyBed bed(Refusal refusal, long resetsInMillis) throws Exception {
    ProxyBed bed =
        new ProxyBed(
            directory,
            (request, wire) -> {
              throw new IllegalStateException("nothing may reach the provider");
            });
    bed.budgets.refusal = refusal;
    bed.budgets.signal = Signal.RED;
    bed.budgets.remaining = 12;
    bed.budgets.resetsMillis =
        resetsInMillis == 0 ? 0 : System.currentTimeMillis() + resetsInMillis;
    return bed;
  }

  @Test
  void tellsOpenAiClientsNotToRetryWhenTheWindowIsLong() throws Exception {
    try (ProxyBed bed = bed(Refusal.EXHAUSTED, FAR)) {
      var reply = bed.post(CHAT, CALL);
      long resets = Math.ceilDiv(bed.budgets.resetsMillis, 1_000);
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("x-should-retry")).isEqualTo("false");
      assertThat(Long.parseLong(reply.header("retry-after"))).isBetween(3_590L, 3_600L);
      assertThat(reply.header("x-wlm-signal")).isEqualTo("red");
      assertThat(reply.header("x-wlm-remaining")).isEqualTo("12");
      assertThat(reply.header("ratelimit")).startsWith("\"wlm\";r=12;t=3");
      assertThat(reply.body())
          .isEqualTo(
              "{\"error\":{\"message\":\"the budget of acme is used up\","
                  + "\"type\":\"usage_limit_reached\",\"param\":null,"
                  + "\"code\":\"wlm_budget_exhausted\",\"resets_at\":"
                  + resets
                  + ",\"wlm\":{\"agent\":\"chat\",\"class\":\"CHAT\",\"signal\":\"red\","
                  + "\"remaining\":12,\"window_ends\":"
                  + resets
                  + "}}}");
    }
  }

  @Test
  void letsClientsRetryWhenTheWindowEndsSoon() throws Exception {
    try (ProxyBed bed = bed(Refusal.GRANT_USED, 20_000)) {
      var reply = bed.post(CHAT, CALL);
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.headers()).doesNotContainKey("x-should-retry");
      assertThat(Long.parseLong(reply.header("retry-after"))).isBetween(15L, 20L);
      assertThat(reply.body()).contains("\"type\":\"rate_limit_error\"");
    }
  }

  @Test
  void hasTheShapeOfEachProvider() throws Exception {
    try (ProxyBed bed = bed(Refusal.EXHAUSTED, 0)) {
      var anthropic = bed.post("/v1/messages", CALL, "x-api-key: " + ProxyBed.AGENT_KEY);
      assertThat(anthropic.status()).isEqualTo(429);
      assertThat(anthropic.body())
          .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",");
      assertThat(anthropic.header("x-should-retry")).isEqualTo("false");
      assertThat(anthropic.headers()).doesNotContainKey("retry-after");
      var gemini = bed.post("/v1beta/models/m-1:generateContent", "{}");
      assertThat(gemini.status()).isEqualTo(429);
      assertThat(gemini.body())
          .startsWith("{\"error\":{\"code\":429,\"message\":")
          .contains("\"status\":\"RESOURCE_EXHAUSTED\"");
      var ollama = bed.post("/api/chat", CALL);
      assertThat(ollama.status()).isEqualTo(429);
      assertThat(ollama.body()).startsWith("{\"error\":\"the budget of acme is used up\"");
    }
  }

  @Test
  void tellsGeminisClientsWhenToComeBack() throws Exception {
    try (ProxyBed bed = bed(Refusal.EXHAUSTED, 20_000)) {
      assertThat(bed.post("/v1beta/models/m-1:generateContent", "{}").body())
          .containsPattern(
              "\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"\\d+s\"");
    }
  }

  @Test
  void saysWhatCanNeverPassAndWhatIsStopped() throws Exception {
    record Case(Refusal refusal, int status, String text) {}
    for (Case each :
        List.of(
            new Case(Refusal.TOO_LARGE, 400, "wlm_exceeds_budget"),
            new Case(Refusal.STOPPED, 403, "permission_error"),
            new Case(Refusal.NO_PRICE, 400, "wlm_no_price"),
            new Case(Refusal.UNAVAILABLE, 503, "server_error"),
            new Case(Refusal.TOO_MANY_HOLDS, 429, "wlm_busy"),
            new Case(Refusal.UNKNOWN_AGENT, 401, "authentication_error"),
            new Case(Refusal.PROVIDER_LIMIT, 429, "wlm_budget_exhausted"))) {
      try (ProxyBed bed = bed(each.refusal, 0)) {
        var reply = bed.post(CHAT, CALL);
        assertThat(reply.status()).as(each.refusal.name()).isEqualTo(each.status);
        assertThat(reply.body()).contains(each.text);
        assertThat(reply.header("x-wlm-signal")).isEqualTo("red");
        assertThat(bed.provider.requests).isEmpty();
        assertThat(bed.proxy.counters().snapshot().refusals()).hasSize(1);
      }
    }
  }

  @Test
  void refusesWhatWouldGetLessThanTheFloor() throws Exception {
    try (ProxyBed bed = new ProxyBed(directory, (request, wire) -> {})) {
      bed.budgets.output = 255;
      assertThat(bed.post(CHAT, CALL).status()).isEqualTo(429);
      assertThat(bed.budgets.asks.getFirst().leastOutputTokens()).isEqualTo(256);
      assertThat(bed.provider.requests).isEmpty();
    }
  }

  @Test
  void letsAnImportantCallWaitForAWindowThatEndsSoon() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.waitMillis = 30_000;
    String json = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    try (ProxyBed bed =
            new ProxyBed(
                directory, (request, wire) -> wire.whole(200, "application/json", json), wishes);
        ProxyBed.Client client = bed.client()) {
      bed.budgets.refusal = Refusal.EXHAUSTED;
      bed.budgets.resetsMillis = System.currentTimeMillis() + 25_000;
      client.post(CHAT, CALL);
      while (bed.budgets.asks.isEmpty()) {
        Thread.sleep(5);
      }
      synchronized (bed.budgets) {
        bed.budgets.refusal = null; // the window has ended
        bed.budgets.remaining += 1_000;
      }
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(bed.budgets.onlySettled().estimated()).isFalse();
    }
  }

  @Test
  void doesNotLetUnimportantCallsWaitThatLong() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.waitMillis = 30_000;
    Path key = ProxyBed.secret(directory.resolve("scrape.key"), ProxyBed.AGENT_KEY);
    wishes.agents =
        List.of(new LlmAgent("scrape", 5, List.of(new AgentIdentity.WithKey(key.toString()))));
    try (ProxyBed bed = new ProxyBed(directory, (request, wire) -> {}, wishes)) {
      bed.budgets.refusal = Refusal.EXHAUSTED;
      bed.budgets.resetsMillis = System.currentTimeMillis() + 25_000; // a fifth of 30 s is 6 s
      assertThat(bed.post(CHAT, CALL).status()).isEqualTo(429);
      assertThat(bed.budgets.asks).hasSize(1);
    }
  }

  @Test
  void keepsTheLastStreamsForImportantAgents() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.maxStreams = 4;
    Path low = ProxyBed.secret(directory.resolve("low.key"), "low-key-0123456789");
    Path high = ProxyBed.secret(directory.resolve("high.key"), ProxyBed.AGENT_KEY);
    wishes.agents =
        List.of(
            new LlmAgent("low", 5, List.of(new AgentIdentity.WithKey(low.toString()))),
            new LlmAgent("high", 1, List.of(new AgentIdentity.WithKey(high.toString()))));
    String json = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(3);
    FakeProvider.Script script =
        (request, wire) -> {
          if (request.body().contains("slow")) {
            inside.countDown();
            go.await();
          }
          wire.whole(200, "application/json", json);
        };
    try (ProxyBed bed = new ProxyBed(directory, script, wishes);
        ProxyBed.Client one = bed.client();
        ProxyBed.Client two = bed.client();
        ProxyBed.Client three = bed.client()) {
      String slow = "{\"model\":\"m-slow\",\"max_tokens\":500}";
      for (ProxyBed.Client client : List.of(one, two, three)) {
        client.post(CHAT, slow, "x-api-key: low-key-0123456789");
      }
      inside.await();
      var refused = bed.post(CHAT, CALL, "x-api-key: low-key-0123456789");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(bed.post(CHAT, CALL).status()).as("importance 1").isEqualTo(200);
      go.countDown();
      for (ProxyBed.Client client : List.of(one, two, three)) {
        assertThat(client.read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void takesTheProvidersLimitsForACeiling() throws Exception {
    String json = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    FakeProvider.Script script =
        (request, wire) ->
            wire.whole(
                200,
                "application/json",
                json,
                "x-ratelimit-remaining-tokens: 5000",
                "x-ratelimit-reset-tokens: 6m0s",
                "x-ratelimit-remaining-requests: 7",
                "x-ratelimit-reset-requests: 1s",
                "Set-Cookie: a=b",
                "openai-organization: org-1");
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      var reply = bed.post(CHAT, CALL);
      assertThat(bed.budgets.ceilings)
          .containsExactly("openai m-1 TOKENS 5000", "openai m-1 REQUESTS 7");
      assertThat(reply.headers())
          .containsKey("x-ratelimit-remaining-tokens")
          .doesNotContainKeys("set-cookie", "openai-organization");
    }
  }

  @Test
  void doesNotLetAProviderPutClientsToSleep() throws Exception {
    FakeProvider.Script script =
        (request, wire) ->
            wire.whole(429, "application/json", "{\"error\":{}}", "retry-after: 3600");
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      var reply = bed.post(CHAT, CALL);
      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("x-should-retry")).isEqualTo("false");
      assertThat(bed.budgets.ceilings).containsExactly("openai m-1 TOKENS 0");
      assertThat(bed.budgets.released).hasSize(1);
    }
  }
}
