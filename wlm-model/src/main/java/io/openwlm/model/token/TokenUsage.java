package io.openwlm.model.token;

/**
 * Tokens of one call or of many, by disjoint kind. Each count is 0 or more.
 *
 * @param input read anew
 * @param cachedInput read from the provider's cache
 * @param cacheWrite put into the provider's cache
 * @param output seen by the client
 * @param reasoning kept by the model
 */
public record TokenUsage(
    long input, long cachedInput, long cacheWrite, long output, long reasoning) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

  public TokenUsage {
    if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
      throw new IllegalArgumentException("a token count below 0");
    }
  }

  public long of(TokenKind kind) {
    return switch (kind) {
      case INPUT -> input;
      case CACHED_INPUT -> cachedInput;
      case CACHE_WRITE -> cacheWrite;
      case OUTPUT -> output;
      case REASONING -> reasoning;
    };
  }

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        cachedInput + other.cachedInput,
        cacheWrite + other.cacheWrite,
        output + other.output,
        reasoning + other.reasoning);
  }

  /** All tokens that went in. */
  public long totalInput() {
    return input + cachedInput + cacheWrite;
  }

  /** All tokens that came out. */
  public long totalOutput() {
    return output + reasoning;
  }

  public long total() {
    return totalInput() + totalOutput();
  }
}
