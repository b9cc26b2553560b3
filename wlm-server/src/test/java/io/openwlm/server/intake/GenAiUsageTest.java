package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenUsage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenAiUsageTest {
  private static GenAiUsage sound(Map<String, String> attributes) {
    GenAiUsage usage = GenAiUsage.of(attributes).orElseThrow();
    assertThat(usage.problem()).isEmpty();
    return usage;
  }

  @Test
  void ofOpenAiCachedIsPartOfInputAndReasoningOfOutput() {
    GenAiUsage usage =
        sound(
            Map.of(
                "gen_ai.provider.name", "openai",
                "gen_ai.request.model", "gpt-x",
                "gen_ai.response.model", "gpt-x-2026",
                "gen_ai.usage.input_tokens", "1000",
                "gen_ai.usage.cache_read.input_tokens", "800",
                "gen_ai.usage.output_tokens", "300",
                "gen_ai.usage.reasoning.output_tokens", "250"));
    assertThat(usage.usage()).contains(new TokenUsage(200, 800, 0, 50, 250));
    assertThat(usage.model()).isEqualTo("gpt-x-2026");
  }

  @Test
  void ofAnthropicReadAndWrittenCacheArePartsOfInput() {
    Map<String, String> now =
        Map.of(
            "gen_ai.provider.name", "anthropic",
            "gen_ai.request.model", "claude-x",
            "gen_ai.usage.input_tokens", "5100",
            "gen_ai.usage.cache_read.input_tokens", "4000",
            "gen_ai.usage.cache_write.input_tokens", "1000",
            "gen_ai.usage.output_tokens", "70");
    Map<String, String> earlier =
        Map.of(
            "gen_ai.usage.input_tokens", "5100",
            "gen_ai.usage.cache_read_input_tokens", "4000",
            "gen_ai.usage.cache_creation.input_tokens", "1000",
            "gen_ai.usage.output_tokens", "70");
    TokenUsage expected = new TokenUsage(100, 4000, 1000, 70, 0);
    assertThat(sound(now).usage()).contains(expected);
    assertThat(sound(now).model()).isEqualTo("claude-x");
    assertThat(sound(earlier).usage()).contains(expected);
    assertThat(sound(earlier).model()).isEmpty();
  }

  @Test
  void ofGeminiThoughtsArePartOfOutput() {
    assertThat(
            sound(
                    Map.of(
                        "gen_ai.provider.name", "gcp.gemini",
                        "gen_ai.usage.input_tokens", "40",
                        "gen_ai.usage.output_tokens", "90",
                        "gen_ai.usage.reasoning.output_tokens", "60"))
                .usage())
        .contains(new TokenUsage(40, 0, 0, 30, 60));
  }

  @Test
  void theOldestNamesCountWhereNoNewerOneIs() {
    assertThat(
            sound(
                    Map.of(
                        "gen_ai.usage.prompt_tokens", "12",
                        "gen_ai.usage.completion_tokens", "7"))
                .usage())
        .contains(new TokenUsage(12, 0, 0, 7, 0));
    assertThat(
            sound(
                    Map.of(
                        "gen_ai.usage.prompt_tokens", "12",
                        "gen_ai.usage.input_tokens", "13",
                        "gen_ai.usage.cache_write.input_tokens", "3",
                        "gen_ai.usage.cache_creation.input_tokens", "3"))
                .usage())
        .contains(new TokenUsage(10, 0, 3, 0, 0));
  }

  @Test
  void whatCountsCachedBesideInputIsBadAndNeverBelowZero() {
    GenAiUsage usage =
        GenAiUsage.of(
                Map.of(
                    "gen_ai.usage.input_tokens", "100",
                    "gen_ai.usage.cache_read.input_tokens", "5000",
                    "gen_ai.usage.output_tokens", "9",
                    "gen_ai.usage.reasoning.output_tokens", "10"))
            .orElseThrow();
    assertThat(usage.usage()).contains(new TokenUsage(0, 5000, 0, 0, 10));
    assertThat(usage.problem()).isEqualTo(GenAiUsage.PARTS_EXCEED_WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1000000000001",
        "99999999999999999999",
        "NaN",
        "1e3",
        "1.5",
        "",
        "many",
        " 1",
        "١"
      })
  void aCountThatIsNoneIsBad(String count) {
    GenAiUsage usage =
        GenAiUsage.of(Map.of("gen_ai.usage.input_tokens", "1", "gen_ai.usage.output_tokens", count))
            .orElseThrow();
    assertThat(usage.usage()).isEmpty();
    assertThat(usage.problem()).isEqualTo(GenAiUsage.NO_COUNT);
  }

  @Test
  void theLargestCountsDoNotOverflow() {
    String most = "1000000000000";
    GenAiUsage usage =
        GenAiUsage.of(
                Map.of(
                    "gen_ai.usage.cache_read.input_tokens", most,
                    "gen_ai.usage.cache_write.input_tokens", most,
                    "gen_ai.usage.output_tokens", most))
            .orElseThrow();
    assertThat(usage.usage().orElseThrow().total()).isEqualTo(3 * GenAiUsage.MOST_TOKENS);
  }

  @Test
  void aSpanWithoutCountsIsNoCall() {
    assertThat(GenAiUsage.of(Map.of("gen_ai.request.model", "m", "gen_ai.usage.cost", "1")))
        .isEmpty();
  }

  @Test
  void aModelWithALongNameHasNone() {
    assertThat(
            sound(
                    Map.of(
                        "gen_ai.usage.input_tokens", "1", "gen_ai.response.model", "m".repeat(201)))
                .model())
        .isEmpty();
  }
}
