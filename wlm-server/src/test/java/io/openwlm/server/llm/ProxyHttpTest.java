package io.openwlm.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenUsage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of each interface through the whole proxy, as its real clients send them. */
class ProxyHttpTest {
  private static final String CHAT_CHUNKS =
      """
      data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}

      data: {"id":"c","choices":[{"index":0,"delta":{"content":"Hello"}}],"usage":null}

      : ping

      data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

      """;
  private static final String CHAT_USAGE =
      """
      data: {"id":"c","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,\
      "total_tokens":120,"prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10},\
      "completion_tokens_details":{"reasoning_tokens":5}}}

      """;
  private static final String DONE = "data: [DONE]\n\n";

  @TempDir Path directory;

  private static FakeProvider.Script events(String text) {
    return (request, wire) -> wire.begin("text/event-stream").chunk(text).end();
  }

  private static FakeProvider.Script whole(String json) {
    return (request, wire) -> wire.whole(200, "application/json", json);
  }

  @Test
  void forcesTheUsageOfAChatStreamAndKeepsItFromAClientThatDidNotAsk() throws Exception {
    try (ProxyBed bed = new ProxyBed(directory, events(CHAT_CHUNKS + CHAT_USAGE + DONE))) {
      var reply =
          bed.post("/v1/chat/completions", "{\"model\":\"m-1\",\"stream\":true,\"messages\":[]}");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo(CHAT_CHUNKS + DONE);
      assertThat(reply.whole()).isTrue();
      assertThat(bed.provider.requests.getFirst().body())
          .isEqualTo(
              "{\"max_completion_tokens\":4096,\"stream_options\":{\"include_usage\":true},"
                  + "\"model\":\"m-1\",\"stream\":true,\"messages\":[]}");
      assertThat(bed.budgets.onlySettled())
          .isEqualTo(new FakeAdmission.Settled(new TokenUsage(30, 60, 10, 15, 5), false));
    }
  }

  @Test
  void leavesTheUsageToAClientThatAskedForIt() throws Exception {
    try (ProxyBed bed = new ProxyBed(directory, events(CHAT_CHUNKS + CHAT_USAGE + DONE))) {
      String body =
          "{\"model\":\"m-1\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
              + "\"max_tokens\":300}";
      var reply = bed.post("/v1/chat/completions", body);
      assertThat(reply.body()).isEqualTo(CHAT_CHUNKS + CHAT_USAGE + DONE);
      assertThat(bed.provider.requests.getFirst().body()).isEqualTo(body);
      assertThat(bed.budgets.onlySettled().usage()).isEqualTo(new TokenUsage(30, 60, 10, 15, 5));
    }
  }

  @Test
  void metersAChatThatComesWhole() throws Exception {
    String json =
        "{\"id\":\"c\",\"choices\":[{\"message\":{\"content\":\"Hello\"}}],"
            + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12,\"total_tokens\":21}}";
    try (ProxyBed bed = new ProxyBed(directory, whole(json))) {
      var reply = bed.post("/v1/chat/completions", "{\"model\":\"m-1\",\"n\":2,\"max_tokens\":50}");
      assertThat(reply.body()).isEqualTo(json);
      assertThat(reply.header("content-length")).isEqualTo(String.valueOf(json.length()));
      assertThat(reply.header("x-wlm-signal")).isEqualTo("green");
      assertThat(reply.header("x-wlm-remaining")).isEqualTo("400000");
      assertThat(reply.header("ratelimit")).isEqualTo("\"wlm\";r=400000");
      assertThat(bed.budgets.asks.getFirst().maxOutputTokens()).isEqualTo(100);
      assertThat(bed.budgets.onlySettled().usage()).isEqualTo(new TokenUsage(9, 0, 0, 12, 0));
    }
  }

  @Test
  void clampsTheCapToWhatWasGranted() throws Exception {
    try (ProxyBed bed = new ProxyBed(directory, whole("{\"usage\":{\"prompt_tokens\":1}}"))) {
      bed.budgets.output = 1_000;
      bed.post("/v1/chat/completions", "{\"model\":\"m-1\",\"n\":2,\"max_tokens\": 4000 }");
      assertThat(bed.provider.requests.getFirst().body())
          .isEqualTo("{\"model\":\"m-1\",\"n\":2,\"max_tokens\": 500 }");
    }
  }

  @Test
  void replacesAnthropicsCumulativeCountsAndDoesNotAddThem() throws Exception {
    String text =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"x","usage":{"input_tokens":25,\
        "cache_creation_input_tokens":200,"cache_read_input_tokens":1000,"output_tokens":1}}}

        event: ping
        data: {"type":"ping"}

        event: content_block_delta
        data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":25,\
        "cache_creation_input_tokens":200,"cache_read_input_tokens":1000,"output_tokens":40,\
        "output_tokens_details":{"thinking_tokens":30}}}

        event: message_stop
        data: {"type":"message_stop"}

        """;
    try (ProxyBed bed = new ProxyBed(directory, events(text))) {
      var reply =
          bed.post(
              "/v1/messages?beta=true",
              "{\"model\":\"m-1\",\"max_tokens\":1024,\"stream\":true}",
              "x-api-key: " + ProxyBed.AGENT_KEY,
              "anthropic-version: 2023-06-01");
      assertThat(reply.body()).isEqualTo(text);
      FakeProvider.Request sent = bed.provider.requests.getFirst();
      assertThat(sent.line()).isEqualTo("POST /v1/messages?beta=true HTTP/1.1");
      assertThat(sent.header("x-api-key")).isEqualTo(ProxyBed.PROVIDER_KEY);
      assertThat(sent.header("anthropic-version")).isEqualTo("2023-06-01");
      assertThat(bed.budgets.onlySettled())
          .isEqualTo(new FakeAdmission.Settled(new TokenUsage(25, 1000, 200, 10, 30), false));
    }
  }

  @Test
  void countsGeminisThoughtsAndToolPromptsOnTop() throws Exception {
    String text =
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}],"
            + "\"usageMetadata\":{\"promptTokenCount\":100,\"totalTokenCount\":100}}\r\n\r\n"
            + "data: {\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{"
            + "\"promptTokenCount\":100,\"cachedContentTokenCount\":40,\"candidatesTokenCount\":7,"
            + "\"thoughtsTokenCount\":50,\"toolUsePromptTokenCount\":5,"
            + "\"totalTokenCount\":162}}\r\n\r\n";
    try (ProxyBed bed = new ProxyBed(directory, events(text))) {
      var reply =
          bed.post(
              "/v1beta/models/m-1:streamGenerateContent?alt=sse&key=" + ProxyBed.AGENT_KEY,
              "{\"contents\":[]}",
              "x-goog-api-key: " + ProxyBed.AGENT_KEY);
      assertThat(reply.body()).isEqualTo(text);
      FakeProvider.Request sent = bed.provider.requests.getFirst();
      assertThat(sent.line())
          .isEqualTo("POST /v1beta/models/m-1:streamGenerateContent?alt=sse HTTP/1.1");
      assertThat(sent.header("x-goog-api-key")).isEqualTo(ProxyBed.PROVIDER_KEY);
      assertThat(sent.body())
          .isEqualTo("{\"generationConfig\":{\"maxOutputTokens\":4096},\"contents\":[]}");
      assertThat(bed.budgets.onlySettled())
          .isEqualTo(new FakeAdmission.Settled(new TokenUsage(65, 40, 0, 7, 50), false));
    }
  }

  @Test
  void metersTheResponsesInterface() throws Exception {
    String text =
        """
        event: response.created
        data: {"type":"response.created","response":{"id":"r1","usage":null}}

        event: response.output_text.delta
        data: {"type":"response.output_text.delta","delta":"Hi"}

        event: response.completed
        data: {"type":"response.completed","response":{"id":"r1","usage":{"input_tokens":36,\
        "input_tokens_details":{"cached_tokens":6},"output_tokens":87,\
        "output_tokens_details":{"reasoning_tokens":64},"total_tokens":123}}}

        """;
    try (ProxyBed bed = new ProxyBed(directory, events(text))) {
      var reply =
          bed.post(
              "/v1/responses",
              "{\"model\":\"m-1\",\"stream\":true,\"input\":\"hi\"}",
              "session-id: s1");
      assertThat(reply.body()).isEqualTo(text);
      assertThat(bed.budgets.asks.getFirst().session()).isEqualTo("s1");
      assertThat(bed.budgets.onlySettled().usage()).isEqualTo(new TokenUsage(30, 6, 0, 23, 64));
      String next = "{\"model\":\"m-1\",\"input\":\"hi\",\"previous_response_id\":\"r1\"}";
      bed.post("/v1/responses", next);
      assertThat(bed.budgets.asks.getLast().inputBytes())
          .as("the model reads the 123 tokens of the answer again")
          .isEqualTo(next.length() + 4 * 123L);
    }
  }

  @Test
  void metersOllamaLineByLineAndEstimatesThePromptThatItLeftOut() throws Exception {
    String text =
        "{\"message\":{\"content\":\"Hi\"},\"done\":false}\n"
            + "{\"message\":{\"content\":\"\"},\"done\":true,\"eval_count\":9}\n";
    FakeProvider.Script script =
        (request, wire) -> wire.begin("application/x-ndjson").chunk(text).end();
    try (ProxyBed bed = new ProxyBed(directory, script)) {
      String body = "{\"model\":\"m-1\",\"options\":{\"num_predict\":-1}}";
      var reply = bed.post("/api/chat", body);
      assertThat(reply.body()).isEqualTo(text);
      assertThat(bed.provider.requests.getFirst().body())
          .isEqualTo("{\"model\":\"m-1\",\"options\":{\"num_predict\":4096}}");
      FakeAdmission.Settled settled = bed.budgets.onlySettled();
      assertThat(settled.estimated()).isTrue();
      assertThat(settled.usage().output()).isEqualTo(9);
      assertThat(settled.usage().input()).isEqualTo(Math.ceilDiv(body.length(), 4));
    }
  }

  @Test
  void listsModelsWithoutAHold() throws Exception {
    try (ProxyBed bed = new ProxyBed(directory, whole("{\"data\":[]}"))) {
      for (String path : new String[] {"/v1/models", "/v1beta/models?pageSize=5", "/api/tags"}) {
        var reply = bed.get(path);
        assertThat(reply.status()).as(path).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"data\":[]}");
        assertThat(reply.header("x-wlm-signal")).isEqualTo("green");
      }
      assertThat(bed.budgets.asks).isEmpty();
      assertThat(bed.provider.requests.get(1).line())
          .isEqualTo("GET /v1beta/models?pageSize=5 HTTP/1.1");
    }
  }

  @Test
  void servesManyRequestsOnOneConnectionAndUsesTheProvidersAgain() throws Exception {
    String json = "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}";
    try (ProxyBed bed = new ProxyBed(directory, whole(json));
        ProxyBed.Client client = bed.client()) {
      for (int i = 0; i < 20; i++) {
        client.post("/v1/chat/completions", "{\"model\":\"m-1\",\"max_tokens\":5}");
        assertThat(client.read().body()).isEqualTo(json);
      }
      assertThat(bed.provider.sockets).hasSize(1);
      assertThat(bed.budgets.settled).hasSize(20);
      assertThat(bed.budgets.held).isEmpty();
    }
  }
}
