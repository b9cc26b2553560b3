package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import io.openwlm.model.token.ModelMask;
import io.openwlm.server.llm.upstream.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T7 and T8: a provider's key goes to that provider only, and nobody else says where that is. */
class ProviderSafetyTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String CALL = "{\"model\":\"m-1\",\"max_tokens\":500}";

  @TempDir Path directory;

  @Test
  void showsTheKeyToNobodyElse() throws Exception {
    String echo = "{\"error\":{\"message\":\"Incorrect API key provided: %s\"}}";
    List<Integer> statuses = List.of(400, 401, 403, 404, 429, 500);
    int[] next = new int[1];
    FakeProvider.Script script =
        (request, wire) ->
            wire.whole(
                statuses.get(next[0]++),
                "application/json",
                String.format(echo, request.header("authorization").substring(7)));
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      StringBuilder all = new StringBuilder();
      for (int status : statuses) {
        ProxyBed.Reply reply = bed.post(CHAT, CALL);
        assertThat(reply.status()).isEqualTo(status == 401 || status == 403 ? 502 : status);
        all.append(reply.headers()).append(reply.body());
      }
      all.append(bed.log).append(bed.proxy.counters().snapshot()).append(bed.budgets.asks);
      assertThat(bed.provider.requests.toString()).contains(ProxyBed.PROVIDER_KEY);
      assertThat(all.toString())
          .contains("***")
          .doesNotContain(ProxyBed.PROVIDER_KEY, ProxyBed.AGENT_KEY);
      assertThat(bed.log).anyMatch(line -> line.startsWith("WLM0944E"));
    }
  }

  @Test
  void servesNobodyWithoutAKeyThatItMayUse() throws Exception {
    FakeProvider.Script script = (request, wire) -> wire.whole(200, "application/json", "{}");
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      Files.setPosixFilePermissions(
          directory.resolve("provider.key"), PosixFilePermissions.fromString("rw-r--r--"));
      Files.writeString(directory.resolve("provider.key"), "another-key-that-all-may-read");
      ProxyBed.Reply reply = bed.post(CHAT, CALL);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("retry-after")).isEqualTo("30");
      assertThat(reply.body()).doesNotContain(directory.toString());
      assertThat(bed.provider.requests).isEmpty();
      assertThat(bed.budgets.asks).isEmpty();
      assertThat(bed.log).anyMatch(line -> line.startsWith("WLM0945E provider openai"));
    }
  }

  @Test
  void takesOnlyAddressesThatAProviderMayHave() {
    assertThat(Origin.of("https://api.example.com/v1/"))
        .isEqualTo(new Origin(true, "api.example.com", 443, "/v1"));
    assertThat(Origin.of("http://[::1]:8000").hostHeader()).isEqualTo("[::1]:8000");
    for (String bad :
        List.of(
            "ftp://x/",
            "https://user:pass@x/",
            "https://x/?a=b",
            "https://x/#f",
            "file:///etc/passwd",
            "x")) {
      assertThatThrownBy(() -> Origin.of(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void connectsNeitherToTheLinkNorUnencryptedToOtherMachines() throws Exception {
    for (String url :
        List.of(
            "http://169.254.169.254",
            "https://169.254.169.254",
            "https://[fe80::1]",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "https://224.0.0.1")) {
      ProxyBed.Wishes wishes = new ProxyBed.Wishes();
      wishes.url = url;
      try (ProxyBed bed = new ProxyBed(directory, (request, wire) -> {}, wishes)) {
        assertThat(bed.post(CHAT, CALL).status()).as(url).isEqualTo(502);
        assertThat(bed.log).as(url).anyMatch(line -> line.contains("no address that a provider"));
        assertThat(bed.budgets.released).hasSize(1);
      }
    }
  }

  @Test
  void doesNotSpeakTlsWithAServerThatCannotProveWhoItIs() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    try (SelfSigned server = new SelfSigned(directory)) {
      wishes.url = "https://localhost:" + server.port();
      try (ProxyBed bed = new ProxyBed(directory, (request, wire) -> {}, wishes)) {
        assertThat(bed.post(CHAT, CALL).status()).isEqualTo(502);
        assertThat(bed.budgets.released).hasSize(1);
        assertThat(server.received()).as("nothing was sent").isEmpty();
      }
    }
  }

  @Test
  void speaksTlsWithAServerThatProvesItAndWhoseNameFits() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    try (SelfSigned server = new SelfSigned(directory)) {
      wishes.tls = server.trusting();
      wishes.url = "https://localhost:" + server.port();
      try (ProxyBed bed = new ProxyBed(directory, (request, wire) -> {}, wishes)) {
        assertThat(bed.post(CHAT, CALL).status()).isEqualTo(200);
        assertThat(bed.budgets.onlySettled().usage().output()).isEqualTo(4);
      }
      wishes.url = "https://127.0.0.1:" + server.port(); // not a name of the certificate
      try (ProxyBed bed = new ProxyBed(directory, (request, wire) -> {}, wishes)) {
        assertThat(bed.post(CHAT, CALL).status()).isEqualTo(502);
      }
    }
  }

  @Test
  void findsThePathOfEachProvider() {
    record Case(Api api, String base, String standard, String wanted) {}
    for (Case each :
        List.of(
            new Case(Api.OPENAI, "https://h/v1", "/v1/chat/completions", "/v1/chat/completions"),
            new Case(Api.OPENAI, "https://h", "/v1/chat/completions", "/v1/chat/completions"),
            new Case(
                Api.OPENAI,
                "https://h/api/paas/v4",
                "/v1/chat/completions",
                "/api/paas/v4/chat/completions"),
            new Case(
                Api.ANTHROPIC, "https://h/anthropic", "/v1/messages", "/anthropic/v1/messages"),
            new Case(Api.ANTHROPIC, "https://h/v1", "/v1/messages", "/v1/messages"),
            new Case(
                Api.GEMINI,
                "https://h",
                "/v1beta/models/m:generateContent",
                "/v1beta/models/m:generateContent"),
            new Case(Api.OLLAMA, "https://h/x", "/api/chat", "/x/api/chat"))) {
      Provider provider =
          new Provider(new Upstream("p", each.api, each.base, null, List.of("*"), 4_096));
      assertThat(provider.path(each.standard)).isEqualTo(each.wanted);
    }
  }

  @Test
  void knowsModelsByMasks() {
    assertThat(ModelMask.fits("gpt-*", "gpt-5")).isTrue();
    assertThat(ModelMask.fits("*", "")).isTrue();
    assertThat(ModelMask.fits("*opus*", "claude-opus-5")).isTrue();
    assertThat(ModelMask.fits("gpt-*", "xgpt-5")).isFalse();
    assertThat(ModelMask.fits("gpt-5", "gpt-5x")).isFalse();
    assertThat(ModelMask.fits("a*a*a*a*a*b", "a".repeat(256))).isFalse();
  }
}
