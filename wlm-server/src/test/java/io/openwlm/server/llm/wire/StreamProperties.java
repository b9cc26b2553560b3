package io.openwlm.server.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a network cuts a stream, the client gets the same bytes and the same is counted. */
class StreamProperties {
  private static final int RUNS = 300;

  private static final String CHAT =
      """
      data: {"choices":[{"delta":{"content":"Grüße, 世界 \\" \\u00e9"}}],"usage":null}

      : OPENROUTER PROCESSING

      data: {"choices":[],"prompt_filter_results":[{"prompt_index":0}]}

      id: 7
      event: x
      data: {"choices":[{"delta":{"reasoning_content":"hm",
      data: "content":"two lines"}}]}

      data: {"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}}

      data: [DONE]

      """;

  private static final String MESSAGES =
      """
      event: message_start
      data: {"type":"message_start","message":{"usage":{"input_tokens":7,"output_tokens":1}}}

      event: ping
      data: {"type":"ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{\\"a"}}

      event: message_delta
      data: {"type":"message_delta","delta":{},"usage":{"output_tokens":33}}

      """;

  private static final String OLLAMA =
      """
      {"message":{"content":"a"},"done":false}
      {"message":{"content":"b"},"done":false}

      {"done":true,"prompt_eval_count":4,"eval_count":2}
      """;

  private record Outcome(String bytes, TokenUsage said, boolean exact, long text, long least) {}

  static List<Arguments> streams() {
    return List.of(
        Arguments.of("chat, stripped", new OpenAiChat(), CHAT, true, true),
        Arguments.of("chat", new OpenAiChat(), CHAT, false, true),
        Arguments.of("chat, CRLF", new OpenAiChat(), CHAT.replace("\n", "\r\n"), true, true),
        Arguments.of("chat, CR", new OpenAiChat(), CHAT.replace("\n", "\r"), true, true),
        Arguments.of("chat, no end", new OpenAiChat(), CHAT.stripTrailing(), true, true),
        Arguments.of("messages", new AnthropicMessages(), MESSAGES, false, true),
        Arguments.of("ollama", new OllamaCalls(), OLLAMA, false, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void countsAndPassesOnTheSameHoweverItIsCut(
      String name, Dialect dialect, String text, boolean strip, boolean events) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Outcome whole = run(dialect, bytes, strip, events, new int[] {bytes.length});
    assertThat(whole.exact).isTrue();
    for (long seed = 0; seed < RUNS; seed++) {
      int[] cuts = cuts(new Random(seed), bytes.length);
      assertThat(run(dialect, bytes, strip, events, cuts)).as("seed %d", seed).isEqualTo(whole);
    }
    int[] single = new int[bytes.length];
    java.util.Arrays.fill(single, 1);
    assertThat(run(dialect, bytes, strip, events, single)).as("byte by byte").isEqualTo(whole);
    if (strip) {
      String usage = "data: {\"choices\":[],\"usage\"";
      assertThat(whole.bytes).doesNotContain(usage).contains("prompt_filter_results", "PROCESSING");
      int from = text.indexOf(usage);
      int to = text.indexOf("data: [DONE]");
      assertThat(whole.bytes).isEqualTo(text.substring(0, from) + text.substring(to));
    } else {
      assertThat(whole.bytes).isEqualTo(text);
    }
  }

  private static int[] cuts(Random random, int length) {
    int[] cuts = new int[length];
    int n = 0;
    int left = length;
    int most = 1 + random.nextInt(60);
    while (left > 0) {
      int cut = Math.min(left, 1 + random.nextInt(most));
      cuts[n++] = cut;
      left -= cut;
    }
    return java.util.Arrays.copyOf(cuts, n);
  }

  private static Outcome run(
      Dialect dialect, byte[] bytes, boolean strip, boolean events, int[] cuts) throws IOException {
    Tally tally = new Tally();
    AnswerTap tap = events ? new EventTap(dialect, tally, strip) : new LineTap(dialect, tally);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    for (int cut : cuts) {
      tap.feed(bytes, at, cut, out::write);
      at += cut;
    }
    tap.end(out::write);
    return new Outcome(
        out.toString(StandardCharsets.UTF_8),
        tally.lastSaid(),
        tally.isExact(),
        tally.textBytes(),
        tally.leastOutput());
  }
}
