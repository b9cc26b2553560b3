package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.llm.upstream.UpstreamLimits;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong on the way, what was held ends once, and the client gets an answer. */
class FaultPathsTest {
  private static final String STREAM = "{\"model\":\"m-1\",\"max_tokens\":500,\"stream\":true}";
  private static final String CALL = "{\"model\":\"m-1\",\"max_tokens\":500}";
  private static final String CHAT = "/v1/chat/completions";

  @TempDir Path directory;
  private ProxyBed bed;

  @AfterEach
  void close() throws Exception {
    if (bed != null) {
      assertThat(bed.budgets.held).as("holds that are left").isEmpty();
      assertThat(bed.budgets.doubleEndings).as("holds that ended twice").isZero();
      bed.close();
    }
  }

  private static String delta(String text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  private void start(FakeProvider.Script script) throws Exception {
    bed = new ProxyBed(directory, script);
  }

  private void isReleased() throws Exception {
    bed.budgets.await(1);
    assertThat(bed.budgets.released).hasSize(1);
    assertThat(bed.budgets.settled).isEmpty();
  }

  @Test
  void releasesWhatTheProviderRefuses() throws Exception {
    start(
        (request, wire) -> wire.whole(500, "application/json", "{\"error\":{\"message\":\"x\"}}"));
    ProxyBed.Reply reply = bed.post(CHAT, CALL);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("{\"error\":{\"message\":\"x\"}}");
    isReleased();
  }

  @Test
  void releasesWhatNeverReachedTheProvider() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      wishes.url = "http://127.0.0.1:" + closed.getLocalPort();
    }
    bed = new ProxyBed(directory, (request, wire) -> {}, wishes);
    assertThat(bed.post(CHAT, CALL).status()).isEqualTo(502);
    isReleased();
    assertThat(bed.log).anyMatch(line -> line.startsWith("WLM0943W provider openai"));
  }

  @Test
  void releasesWhatWasResetBeforeTheFirstByte() throws Exception {
    start((request, wire) -> wire.reset());
    assertThat(bed.post(CHAT, CALL).status()).isEqualTo(502);
    isReleased();
  }

  @Test
  void doesNotFollowRedirects() throws Exception {
    start((request, wire) ->
        wire.whole(302, "text/plain", "", "Location: http://169.254.169.254/latest"));
    assertThat(bed.post(CHAT, CALL).status()).isEqualTo(502);
    assertThat(bed.provider.requests).hasSize(1);
    isReleased();
  }

  @Test
  void settlesByWhatWasSeenWhenTheProviderResetsAStream() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    start((request, wire) -> {
      wire.begin("text/event-stream").chunk(delta("one two three four") + delta("five"));
      read.await();
      wire.reset();
    });
    try (ProxyBed.Client client = bed.client()) {
      client.post(CHAT, STREAM);
      assertThat(client.line()).contains("200");
      while (!client.line().contains("five")) {
        // still the first events
      }
      read.countDown();
      FakeAdmission.Settled settled = bed.budgets.onlySettled();
      assertThat(settled.estimated()).isTrue();
      assertThat(settled.usage().output()).isEqualTo(6); // 22 bytes at a quarter each
      assertThat(settled.usage().input()).isPositive();
    }
  }

  @Test
  void breaksOffTowardsTheClientWhenTheProviderHangsUpInTheMiddle() throws Exception {
    start((request, wire) -> {
      wire.begin("text/event-stream").chunk(delta("one"));
      wire.socket().close();
    });
    ProxyBed.Reply reply = bed.post(CHAT, STREAM);
    assertThat(reply.whole()).isFalse();
    assertThat(bed.budgets.onlySettled().estimated()).isTrue();
  }

  @Test
  void passesAnErrorInTheMiddleOnAndSettlesByWhatWasSeen() throws Exception {
    String text = delta("one") + "data: {\"error\":{\"message\":\"overloaded\"}}\n\n";
    start((request, wire) -> wire.begin("text/event-stream").chunk(text).end());
    ProxyBed.Reply reply = bed.post(CHAT, STREAM);
    assertThat(reply.body()).isEqualTo(text);
    assertThat(bed.budgets.onlySettled().estimated()).isTrue();
  }

  @Test
  void estimatesWhatTheProviderDidNotTell() throws Exception {
    String text = delta("x".repeat(400)) + "data: [DONE]\n\n";
    start((request, wire) -> wire.begin("text/event-stream").chunk(text).end());
    assertThat(bed.post(CHAT, STREAM).whole()).isTrue();
    assertThat(bed.budgets.onlySettled())
        .isEqualTo(
            new FakeAdmission.Settled(
                new TokenUsage(Math.ceilDiv(STREAM.length(), 4), 0, 0, 100, 0), true));
  }

  @Test
  void endsTheProvidersWorkWhenTheClientGoesAway() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    start((request, wire) -> {
      wire.begin("text/event-stream").chunk(delta("one two three"));
      if (wire.in().read() < 0) {
        closed.countDown();
      }
    });
    try (ProxyBed.Client client = bed.client()) {
      client.post(CHAT, STREAM);
      while (!client.line().contains("three")) {
        // still the head
      }
    }
    assertThat(closed.await(20, TimeUnit.SECONDS)).as("the provider sees it too").isTrue();
    FakeAdmission.Settled settled = bed.budgets.onlySettled();
    assertThat(settled.estimated()).isTrue();
    assertThat(settled.usage().output()).isEqualTo(4);
  }

  /** A provider that says so much and then waits for the end of the connection; the client goes. */
  private FakeAdmission.Settled leaves(String call, String type, String said) throws Exception {
    CountDownLatch got = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    start((request, wire) -> {
      if (type != null) {
        wire.begin(type).chunk(said);
      }
      got.countDown();
      if (wire.in().read() < 0) {
        closed.countDown();
      }
    });
    bed.budgets.usualOutput = 120;
    try (ProxyBed.Client client = bed.client()) {
      client.post(CHAT, call);
      got.await();
      if (type != null) {
        while (!client.line().equals(said.lines().findFirst().orElseThrow())) {
          // still the head
        }
      }
    }
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    FakeAdmission.Settled settled = bed.budgets.onlySettled();
    assertThat(settled.estimated()).isTrue();
    assertThat(settled.usage().totalInput()).isEqualTo(Math.ceilDiv(call.length(), 4));
    return settled;
  }

  @Test
  void chargesTheUsualAnswerWhenTheClientGoesBeforeAny() throws Exception {
    assertThat(leaves(CALL, null, "").usage().output()).isEqualTo(120);
  }

  @Test
  void chargesAtMostWhatIsHeldWhenTheClientGoesBeforeAnyAnswer() throws Exception {
    String call = "{\"model\":\"m-1\",\"max_tokens\":90}";
    assertThat(leaves(call, null, "").usage().output()).isEqualTo(90);
  }

  @Test
  void chargesTheUsualAnswerWhenTheClientGoesInTheMiddleOfOneThatDoesNotStream() throws Exception {
    String half = "{\"choices\":[{\"message\":{\"content\":\n";
    assertThat(leaves(CALL, "application/json", half).usage().output()).isEqualTo(120);
  }

  @Test
  void chargesTheUsualAnswerWhenTheClientGoesBeforeTheFirstText() throws Exception {
    String hidden = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n";
    assertThat(leaves(STREAM, "text/event-stream", hidden).usage().output()).isEqualTo(120);
  }

  @Test
  void chargesTheUsualAnswerWhenTheProviderBreaksOffOneThatDoesNotStream() throws Exception {
    start((request, wire) -> {
      wire.begin("application/json").chunk("{\"choices\":[");
      wire.socket().close();
    });
    bed.budgets.usualOutput = 120;
    assertThat(bed.post(CHAT, CALL).whole()).isFalse();
    assertThat(bed.budgets.onlySettled().usage().output()).isEqualTo(120);
  }

  @Test
  void chargesNoAnswerWhenTheProviderBreaksAStreamOffBeforeTheFirstText() throws Exception {
    start((request, wire) -> {
      wire.begin("text/event-stream").chunk(": wait\n\n");
      wire.socket().close();
    });
    assertThat(bed.post(CHAT, STREAM).whole()).isFalse();
    assertThat(bed.budgets.onlySettled().usage().output()).isZero();
  }

  @Test
  void countsTheWholeCapWhenAProviderNeverAnswers() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.upstream = new UpstreamLimits(5_000, 5_000, 200, 5_000, 5_000);
    CountDownLatch end = new CountDownLatch(1);
    bed = new ProxyBed(directory, (request, wire) -> end.await(), wishes);
    ProxyBed.Reply reply = bed.post(CHAT, CALL);
    end.countDown();
    assertThat(reply.status()).isEqualTo(504);
    FakeAdmission.Settled settled = bed.budgets.onlySettled();
    assertThat(settled.estimated()).isTrue();
    assertThat(settled.usage().output()).isEqualTo(500);
  }

  @Test
  void endsAStreamThatSaysNothingForTooLong() throws Exception {
    ProxyBed.Wishes wishes = new ProxyBed.Wishes();
    wishes.upstream = new UpstreamLimits(5_000, 5_000, 5_000, 200, 5_000);
    CountDownLatch end = new CountDownLatch(1);
    bed =
        new ProxyBed(
            directory,
            (request, wire) -> {
              wire.begin("text/event-stream").chunk(delta("one"));
              end.await();
            },
            wishes);
    ProxyBed.Reply reply = bed.post(CHAT, STREAM);
    end.countDown();
    assertThat(reply.whole()).isFalse();
    assertThat(bed.budgets.onlySettled().estimated()).isTrue();
  }

  @Test
  void doesNotPassOnWhatItCannotRead() throws Exception {
    start(
        (request, wire) -> wire.whole(200, "application/json", "zipped", "Content-Encoding: gzip"));
    assertThat(bed.post(CHAT, CALL).status()).isEqualTo(502);
    assertThat(bed.provider.requests.getFirst().header("accept-encoding")).isEqualTo("identity");
    assertThat(bed.budgets.onlySettled().usage().output()).isEqualTo(500);
  }

  @Test
  void holdsMoreWhenAProviderIgnoresTheCap() throws Exception {
    start((request, wire) -> {
      wire.begin("text/event-stream");
      for (int i = 0; i < 700; i++) {
        wire.chunk(delta("x"));
      }
      wire.end();
    });
    assertThat(bed.post(CHAT, STREAM).whole()).isTrue();
    assertThat(bed.budgets.extended).containsExactly(1_024L);
    assertThat(bed.budgets.onlySettled().usage().output()).isEqualTo(700);
  }

  @Test
  void cutsAStreamThatNoBudgetCovers() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    start((request, wire) -> {
      wire.begin("text/event-stream");
      for (int i = 0; i < 501; i++) {
        wire.chunk(delta("x"));
      }
      if (wire.in().read() < 0) {
        closed.countDown();
      }
    });
    bed.budgets.output = 500;
    ProxyBed.Reply reply = bed.post(CHAT, STREAM);
    assertThat(reply.whole()).isTrue();
    assertThat(reply.body())
        .contains("data: {\"error\":{\"message\":\"the budget ended in the middle of this answer\"")
        .contains("\"code\":\"wlm_budget_exhausted\"");
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bed.budgets.onlySettled().usage().output()).isEqualTo(501);
    assertThat(bed.log).anyMatch(line -> line.startsWith("WLM0947W"));
  }

  @Test
  void takesANewConnectionWhenTheProviderHasClosedTheOldOne() throws Exception {
    String json = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    start((request, wire) -> {
      wire.whole(200, "application/json", json);
      wire.socket().close();
    });
    for (int i = 0; i < 5; i++) {
      assertThat(bed.post(CHAT, CALL).status()).isEqualTo(200);
    }
    bed.budgets.await(5);
    assertThat(bed.budgets.settled).hasSize(5);
  }
}
