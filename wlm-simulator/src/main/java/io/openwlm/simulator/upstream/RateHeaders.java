package io.openwlm.simulator.upstream;

import java.util.Map;

/** A provider's own limit as it tells it in headers. */
final class RateHeaders {
  private RateHeaders() {}

  /**
   * Headers of a minute's limit of 100,000 tokens.
   *
   * @param left tokens that are left of it
   */
  static Map<String, String> of(WireKind kind, long left) {
    String remaining = Long.toString(left);
    return switch (kind) {
      case CHAT, RESPONSES ->
          Map.of(
              "x-ratelimit-limit-tokens", "100000",
              "x-ratelimit-remaining-tokens", remaining,
              "x-ratelimit-reset-tokens", "1m0s");
      case MESSAGES ->
          Map.of(
              "anthropic-ratelimit-tokens-limit", "100000",
              "anthropic-ratelimit-tokens-remaining", remaining,
              "anthropic-ratelimit-tokens-reset", "2099-01-01T00:00:00Z");
      case GEMINI, OLLAMA_CHAT, OLLAMA_GENERATE -> Map.of();
    };
  }
}
