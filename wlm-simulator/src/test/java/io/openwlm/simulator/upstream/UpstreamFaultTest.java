package io.openwlm.simulator.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.model.token.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults look on the wire as they are named, and the account bills what was made. */
class UpstreamFaultTest {
  private static final TokenUsage WANTED = new TokenUsage(100, 0, 0, 40, 0);
  private static final String CHAT = "/v1/chat/completions";

  private FakeUpstream upstream;
  private Calls calls;

  @BeforeEach
  void start() throws Exception {
    upstream = FakeUpstream.start(new ModelWords((n, a) -> Course.plain(WANTED)), List.of());
    calls = new Calls(upstream);
  }

  @AfterEach
  void stop() throws Exception {
    upstream.close();
  }

  private static String stream(String model) {
    return "{\"model\":\"" + model + "\",\"stream\":true}";
  }

  private Billed billed() throws InterruptedException {
    assertThat(upstream.account().awaitQuiet(5_000)).isTrue();
    return upstream.account().calls().getLast();
  }

  /** All that comes on a connection until its end; null at the end for a reset. */
  private List<String> bytes(String body) throws IOException {
    List<String> seen = new ArrayList<>();
    try (Socket socket = new Socket("127.0.0.1", upstream.port())) {
      String head = "POST " + CHAT + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n";
      OutputStream out = socket.getOutputStream();
      out.write((head + body).getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[65_536];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          seen.add(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException e) {
        seen.add("RESET");
      }
    }
    return seen;
  }

  @Test
  void refusesWithTheVendorsBodyAndBillsNothing() throws Exception {
    HttpResponse<String> answer = calls.post(CHAT, stream("m.status-429.retry-7"));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
    assertThat(answer.body()).contains("rate_limit_exceeded");
    assertThat(billed().usage()).isEqualTo(TokenUsage.NONE);
    assertThat(calls.post("/v1/messages", stream("m.status-529")).body())
        .contains("overloaded_error");
    assertThat(calls.post("/v1beta/models/m.status-429:generateContent", "{}").body())
        .contains("RESOURCE_EXHAUSTED", "retryDelay");
    assertThat(calls.post("/api/chat", stream("m.status-500")).body()).startsWith("{\"error\":\"");
  }

  @Test
  void halfCloseEndsInOrderWithoutTheEndOfTheStream() throws Exception {
    String all = String.join("", bytes(stream("m.halfclose-2")));
    assertThat(all).contains("tok ").doesNotContain("[DONE]", "RESET", "\r\n0\r\n");
    assertThat(billed().usage()).isEqualTo(new TokenUsage(100, 0, 0, 16, 0));
    assertThat(billed().ending()).isEqualTo(Billed.Ending.CUT);
  }

  @Test
  void resetIsSeenAsOne() throws Exception {
    assertThat(bytes(stream("m.reset-2")).getLast()).isEqualTo("RESET");
    assertThat(billed().usage().output()).isEqualTo(16);
  }

  @Test
  void aCutAnswerThatDoesNotStreamIsBilledInFull() {
    String body = "{\"model\":\"m.halfclose-0\"}";
    assertThatThrownBy(() -> calls.post(CHAT, body)).isInstanceOf(IOException.class);
    assertThat(upstream.account().total()).isEqualTo(WANTED);
  }

  @Test
  void silenceAndGarbageAndErrorsInMidStream() throws Exception {
    assertThat(bytes(stream("m.silent"))).containsExactly("RESET");
    assertThat(billed().usage()).isEqualTo(TokenUsage.NONE);
    assertThat(calls.post(CHAT, stream("m.error-1")).body())
        .contains("tok ", "server_error")
        .doesNotContain("[DONE]");
    assertThat(calls.post(CHAT, stream("m.garbage-1")).body()).contains("[[[", "\u0000");
    assertThat(calls.post("/v1/messages", stream("m.error-1")).body()).contains("event: error\n");
  }

  @Test
  void drippedAnswersAreWhole() throws Exception {
    assertThat(calls.post(CHAT, "{\"model\":\"m.out-1.drip-1\"}").body()).endsWith("}}}");
    String dripped = calls.post(CHAT, stream("m.out-1.drip-1")).body();
    assertThat(dripped).endsWith("[DONE]\n\n");
    assertThat(billed().ending()).isEqualTo(Billed.Ending.COMPLETE);
  }

  @Test
  void aClientThatGoesAwayIsBilledForWhatWasMade() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", upstream.port())) {
      String body = stream("m.out-4000.pace-5.piece-1");
      String head = "POST " + CHAT + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    Billed billed = billed();
    assertThat(billed.ending()).isEqualTo(Billed.Ending.CLIENT_GONE);
    assertThat(billed.usage().input()).isEqualTo(100);
    assertThat(billed.usage().output()).isLessThan(4_000);
  }

  @Test
  void aHangEndsWithThePeer() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", upstream.port())) {
      String body = stream("m.hang");
      String head = "POST " + CHAT + " HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n";
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(50);
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
    }
    assertThat(billed().usage()).isEqualTo(TokenUsage.NONE);
  }

  @Test
  void limitsOfTheProviderComeInItsHeaders() throws Exception {
    assertThat(calls.post(CHAT, stream("m.left-5")).headers().map())
        .containsEntry("x-ratelimit-remaining-tokens", List.of("5"));
    assertThat(calls.post("/v1/messages", stream("m.left-5")).headers().map())
        .containsEntry("anthropic-ratelimit-tokens-remaining", List.of("5"));
  }

  @Test
  void longAndOddRequestsAreReadAsTheyAre() throws Exception {
    String text = "\"" + "x\\u00e9\\\"\\n".repeat(100_000) + "\"";
    String body = "{\"messages\":[{\"content\":" + text + "}],\"n\":2e0,\"model\":\"m.out-1\"}";
    assertThat(calls.post(CHAT, body).statusCode()).isEqualTo(200);
    assertThat(billed().usage().output()).isEqualTo(2);
    for (String bad : new String[] {"", "{", "[]", "{\"a\":1}}", "{\"a\":\\", "[".repeat(9_999)}) {
      assertThat(calls.post(CHAT, bad).statusCode()).as(bad).isEqualTo(404);
    }
  }

  @Test
  void theSameSeedGivesTheSameCourses() {
    SeededPlan plan =
        new SeededPlan(7, 10, 20, 0.5, 0.5, 0.5, List.of(new Fault.Silent()), Course.Pace.AT_ONCE);
    RawRequest request = new RawRequest("POST", "/", java.util.Map.of(), "", 400, true);
    Asked asked = new Asked(WireKind.CHAT, "m", true, false, 0, 1, request);
    List<Course> first = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      first.add(plan.course(i, asked));
      assertThat(first.get(i).wanted().totalOutput()).isBetween(10L, 20L);
      assertThat(first.get(i).wanted().totalInput()).isEqualTo(100);
    }
    for (int i = 99; i >= 0; i--) {
      assertThat(plan.course(i, asked)).isEqualTo(first.get(i));
    }
    assertThat(first.stream().filter(c -> c.fault() instanceof Fault.Silent).count())
        .isBetween(30L, 70L);
  }
}
