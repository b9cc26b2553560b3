package io.openwlm.server.llm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenAdmission.ProviderLimit;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Five disjoint kinds from what each provider includes in what. */
class UsageTest {

  private static TokenUsage whole(Dialect dialect, String usage) throws BadJson {
    Tally tally = new Tally();
    dialect.whole(new JsonScan(usage.getBytes(StandardCharsets.UTF_8)), tally);
    assertThat(tally.isExact()).isTrue();
    return tally.lastSaid();
  }

  @Test
  void takesOpenAisDetailsOutOfItsTotals() throws BadJson {
    assertThat(
            whole(
                new OpenAiChat(),
                "{\"usage\":{\"completion_tokens_details\":{\"reasoning_tokens\":64,"
                    + "\"rejected_prediction_tokens\":3,\"audio_tokens\":0},"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":1024,\"audio_tokens\":0},"
                    + "\"prompt_tokens\":2006,\"completion_tokens\":300,\"total_tokens\":2306}}"))
        .isEqualTo(new TokenUsage(982, 1024, 0, 236, 64));
  }

  @Test
  void findsReasoningThatIsCountedBesideTheCompletion() throws BadJson {
    assertThat(
            whole(
                new OpenAiChat(),
                "{\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":130,"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":100}}}"))
        .isEqualTo(new TokenUsage(10, 0, 0, 20, 100));
  }

  @Test
  void neverGoesBelowZeroWhateverAProviderSays() throws BadJson {
    assertThat(
            whole(
                new OpenAiChat(),
                "{\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":50,\"cache_write_tokens\":50},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":99}}}"))
        .isEqualTo(new TokenUsage(0, 5, 0, 0, 2));
    assertThat(
            whole(
                new OpenAiChat(),
                "{\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":99999999999999999999,"
                    + "\"total_tokens\":1.5}}"))
        .isEqualTo(TokenUsage.NONE);
  }

  @Test
  void keepsAnthropicsCacheBesideItsInput() throws BadJson {
    assertThat(
            whole(
                new AnthropicMessages(),
                "{\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"usage\":{"
                    + "\"input_tokens\":2095,\"cache_creation_input_tokens\":2051,"
                    + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":2051},"
                    + "\"cache_read_input_tokens\":2051,\"output_tokens\":503}}"))
        .isEqualTo(new TokenUsage(2095, 2051, 2051, 503, 0));
  }

  @Test
  void addsGeminisThoughtsAndToolPrompts() throws BadJson {
    assertThat(
            whole(
                new GeminiContent(),
                "{\"usageMetadata\":{\"promptTokenCount\":8,\"candidatesTokenCount\":30,"
                    + "\"thoughtsTokenCount\":900,\"toolUsePromptTokenCount\":70,"
                    + "\"totalTokenCount\":1008,\"cachedContentTokenCount\":3}}"))
        .isEqualTo(new TokenUsage(75, 3, 0, 30, 900));
  }

  @Test
  void countsTextOfToolsAndOfReasoningToo() throws BadJson {
    Tally tally = new Tally();
    new OpenAiChat()
        .event(
            new JsonScan(
                ("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"reasoning_content\":\"abcd\","
                        + "\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]}}]}")
                    .getBytes(StandardCharsets.UTF_8)),
            tally);
    assertThat(tally.textBytes()).isEqualTo(4 + "{\\\"a\\\":1}".length());
  }

  @Test
  void readsDurationsOfRateLimits() {
    assertThat(ProviderLimits.duration("12ms")).isEqualTo(12);
    assertThat(ProviderLimits.duration("6m0s")).isEqualTo(360_000);
    assertThat(ProviderLimits.duration("1h2m3.5s")).isEqualTo(3_723_500);
    assertThat(ProviderLimits.duration("-1")).isZero();
    assertThat(ProviderLimits.duration("6m0")).isZero();
  }

  @Test
  void readsTheLimitsOfEachProvider() {
    long now = 1_000_000;
    assertThat(
            ProviderLimits.of(
                name ->
                    switch (name) {
                      case "x-ratelimit-remaining-tokens" -> "149984";
                      case "x-ratelimit-reset-tokens" -> "6m0s";
                      case "x-ratelimit-remaining-requests" -> "59";
                      case "x-ratelimit-reset-requests" -> "1s";
                      default -> null;
                    },
                now))
        .containsExactly(
            new ProviderLimits.Limit(ProviderLimit.TOKENS, 149_984, now + 360_000),
            new ProviderLimits.Limit(ProviderLimit.REQUESTS, 59, now + 1_000));
    assertThat(
            ProviderLimits.of(
                name ->
                    switch (name) {
                      case "anthropic-ratelimit-input-tokens-remaining" -> "5000";
                      case "anthropic-ratelimit-input-tokens-reset" -> "1970-01-01T00:17:00Z";
                      case "anthropic-ratelimit-output-tokens-remaining" -> "800";
                      case "anthropic-ratelimit-output-tokens-reset" -> "1970-01-01T00:16:50Z";
                      case "anthropic-ratelimit-requests-remaining" -> "0";
                      case "anthropic-ratelimit-requests-reset" -> "1970-01-01T00:16:41Z";
                      default -> null;
                    },
                now))
        .containsExactly(
            new ProviderLimits.Limit(ProviderLimit.INPUT_TOKENS, 5_000, 1_020_000),
            new ProviderLimits.Limit(ProviderLimit.OUTPUT_TOKENS, 800, 1_010_000),
            new ProviderLimits.Limit(ProviderLimit.REQUESTS, 0, 1_001_000));
    assertThat(
            ProviderLimits.of(
                name ->
                    switch (name) {
                      case "x-ratelimit-remaining-tokens" -> "-1";
                      case "x-ratelimit-reset-tokens" -> "0";
                      default -> null;
                    },
                now))
        .isEmpty();
    byte[] gemini =
        ("{\"error\":{\"code\":429,\"details\":[{\"@type\":\"x.RetryInfo\","
                + "\"retryDelay\":\"34.5s\"}]}}")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(ProviderLimits.refused(null, gemini, now))
        .contains(new ProviderLimits.Limit(ProviderLimit.TOKENS, 0, now + 34_500));
  }
}
