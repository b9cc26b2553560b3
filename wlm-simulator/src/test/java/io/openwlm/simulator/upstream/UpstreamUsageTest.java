package io.openwlm.simulator.upstream;

import static io.openwlm.simulator.upstream.Calls.events;
import static io.openwlm.simulator.upstream.Calls.json;
import static io.openwlm.simulator.upstream.Calls.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The usage in the answers follows each vendor's rules, and the account has the truth. */
class UpstreamUsageTest {
  private static final String WORDS = "m.in-100.cached-30.write-20.out-40.think-10.piece-7";
  private static final TokenUsage TRUTH = new TokenUsage(100, 30, 20, 40, 10);

  private FakeUpstream upstream;
  private Calls calls;

  @BeforeEach
  void start() throws Exception {
    upstream =
        FakeUpstream.start(new ModelWords((n, a) -> Course.plain(TokenUsage.NONE)), List.of("m"));
    calls = new Calls(upstream);
  }

  @AfterEach
  void stop() throws Exception {
    upstream.close();
  }

  private TokenUsage billed() throws InterruptedException {
    assertThat(upstream.account().awaitQuiet(5_000)).isTrue();
    return upstream.account().total();
  }

  private static String body(String more) {
    return "{\"model\":\"" + WORDS + "\"" + more + "}";
  }

  @Test
  void chatCountsCachedTokensAsPartOfThePrompt() throws Exception {
    Map<?, ?> answer = json(calls.post("/v1/chat/completions", body(",\"n\":2")).body());
    assertThat(number(answer, "usage", "prompt_tokens")).isEqualTo(150);
    assertThat(number(answer, "usage", "prompt_tokens_details", "cached_tokens")).isEqualTo(30);
    assertThat(number(answer, "usage", "completion_tokens")).isEqualTo(100);
    assertThat(number(answer, "usage", "completion_tokens_details", "reasoning_tokens"))
        .isEqualTo(20);
    assertThat((List<?>) answer.get("choices")).hasSize(2);
    assertThat(billed()).isEqualTo(new TokenUsage(100, 30, 20, 80, 20));
  }

  @Test
  void chatStreamTellsItsUsageOnlyWhenAsked() throws Exception {
    String silent = calls.post("/v1/chat/completions", body(",\"stream\":true")).body();
    assertThat(silent).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    String told =
        calls
            .post(
                "/v1/chat/completions",
                body(",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
            .body();
    Map<?, ?> last = events(told).getLast();
    assertThat((List<?>) last.get("choices")).isEmpty();
    assertThat(number(last, "usage", "total_tokens")).isEqualTo(200);
    assertThat(told.split("\"content\":\"tok ", -1)).hasSize(1 + 6);
    assertThat(billed()).isEqualTo(TRUTH.plus(TRUTH));
  }

  @Test
  void responsesTellTheirUsageInTheLastEvent() throws Exception {
    String stream = calls.post("/v1/responses", body(",\"stream\":true")).body();
    Map<?, ?> last = events(stream).getLast();
    assertThat(last.get("type")).isEqualTo("response.completed");
    assertThat(number(last, "response", "usage", "input_tokens")).isEqualTo(150);
    assertThat(number(last, "response", "usage", "output_tokens")).isEqualTo(50);
    assertThat(number(last, "response", "usage", "output_tokens_details", "reasoning_tokens"))
        .isEqualTo(10);
    Map<?, ?> whole = json(calls.post("/v1/responses", body("")).body());
    assertThat(number(whole, "usage", "total_tokens")).isEqualTo(200);
    assertThat(billed()).isEqualTo(TRUTH.plus(TRUTH));
  }

  @Test
  void messagesRepeatTheInputInACumulativeDelta() throws Exception {
    String text = calls.post("/v1/messages", body(",\"max_tokens\":9000,\"stream\":true")).body();
    List<Map<?, ?>> events = events(text);
    assertThat(number(events.getFirst(), "message", "usage", "input_tokens")).isEqualTo(100);
    assertThat(number(events.getFirst(), "message", "usage", "output_tokens")).isEqualTo(1);
    Map<?, ?> delta = events.get(events.size() - 2);
    assertThat(delta.get("type")).isEqualTo("message_delta");
    assertThat(number(delta, "usage", "input_tokens")).isEqualTo(100);
    assertThat(number(delta, "usage", "cache_read_input_tokens")).isEqualTo(30);
    assertThat(number(delta, "usage", "cache_creation_input_tokens")).isEqualTo(20);
    assertThat(number(delta, "usage", "output_tokens")).isEqualTo(50);
    assertThat(billed()).isEqualTo(TRUTH);
  }

  @Test
  void geminiCountsThoughtsOutsideOfItsCandidates() throws Exception {
    String path = "/v1beta/models/" + WORDS;
    List<Map<?, ?>> events =
        events(calls.post(path + ":streamGenerateContent?alt=sse", "{}").body());
    assertThat(events).hasSize(6);
    Map<?, ?> last = events.getLast();
    assertThat(number(last, "usageMetadata", "promptTokenCount")).isEqualTo(150);
    assertThat(number(last, "usageMetadata", "candidatesTokenCount")).isEqualTo(40);
    assertThat(number(last, "usageMetadata", "thoughtsTokenCount")).isEqualTo(10);
    assertThat(number(last, "usageMetadata", "totalTokenCount")).isEqualTo(200);
    Map<?, ?> whole = json(calls.post(path + ":generateContent", "{}").body());
    assertThat(number(whole, "usageMetadata", "totalTokenCount")).isEqualTo(200);
    TokenUsage asWired = new TokenUsage(120, 30, 0, 40, 10);
    assertThat(billed()).isEqualTo(asWired.plus(asWired));
  }

  @Test
  void geminiStreamsAnArrayWithoutEvents() throws Exception {
    String text = calls.post("/v1beta/models/" + WORDS + ":streamGenerateContent", "{}").body();
    assertThat(number(json("{\"a\":" + text + "}"), "a", 5, "usageMetadata", "totalTokenCount"))
        .isEqualTo(200);
  }

  @Test
  void ollamaStreamsLinesUnlessToldNotTo() throws Exception {
    String[] lines = calls.post("/api/chat", body("")).body().split("\n");
    Map<?, ?> last = json(lines[lines.length - 1]);
    assertThat(last.get("done")).isEqualTo(true);
    assertThat(number(last, "prompt_eval_count")).isEqualTo(150);
    assertThat(number(last, "eval_count")).isEqualTo(50);
    Map<?, ?> whole = json(calls.post("/api/generate", body(",\"stream\":false")).body());
    assertThat(whole.get("response")).isEqualTo("tok ".repeat(50));
    assertThat(billed()).isEqualTo(new TokenUsage(300, 0, 0, 100, 0));
  }

  @Test
  void capsStopTheOutputInEveryFormat() throws Exception {
    String reasons = "\"(length|incomplete|max_tokens|MAX_TOKENS)\"";
    for (String[] call :
        new String[][] {
          {"/v1/chat/completions", body(",\"max_completion_tokens\":15")},
          {"/v1/chat/completions", body(",\"max_tokens\":15,\"stream\":true")},
          {"/v1/responses", body(",\"max_output_tokens\":15")},
          {"/v1/messages", body(",\"max_tokens\":15")},
          {
            "/v1beta/models/" + WORDS + ":generateContent",
            "{\"generationConfig\":{\"maxOutputTokens\":15}}"
          },
          {"/api/chat", body(",\"stream\":false,\"options\":{\"num_predict\":15}")}
        }) {
      long before = billed().totalOutput();
      assertThat(calls.post(call[0], call[1]).body()).containsPattern(Pattern.compile(reasons));
      assertThat(billed().totalOutput() - before).as(call[0]).isEqualTo(15);
    }
  }

  @Test
  void aProviderMayIgnoreCapsAndHideUsage() throws Exception {
    String model = "m.out-60.nocap.nousage";
    String body = "{\"model\":\"" + model + "\",\"max_tokens\":5}";
    assertThat(calls.post("/v1/chat/completions", body).body()).doesNotContain("\"usage\"");
    assertThat(billed().output()).isEqualTo(60);
  }

  @Test
  void listsItsModelsInEachVendorsForm() throws Exception {
    assertThat(json(calls.get("/v1/models").body()).get("data")).isNotNull();
    assertThat(json(calls.get("/v1beta/models").body()).get("models")).isNotNull();
    assertThat(json(calls.get("/api/tags").body()).get("models")).isNotNull();
    assertThat(calls.get("/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(upstream.account().begun()).isZero();
  }
}
