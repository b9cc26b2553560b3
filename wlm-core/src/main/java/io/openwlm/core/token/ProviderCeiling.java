package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.ProviderLimit;
import io.openwlm.model.token.TokenUsage;

/**
 * What a provider said it still takes of a model, and what calls under way may take of that. What
 * it says of tokens is taken to be without those under way; what it says of requests counts those
 * that it has got, so that only later ones are taken off.
 */
final class ProviderCeiling {
  final String upstream;
  final Part tokens = new Part();
  final Part input = new Part();
  final Part output = new Part();
  final Part requests = new Part();
  private long lastUntilMillis;

  ProviderCeiling(String upstream) {
    this.upstream = upstream;
  }

  /** One of its limits. */
  static final class Part {
    private long remaining = Long.MAX_VALUE;
    private long held;
    long untilMillis;

    /** What a new call may take; {@link Long#MAX_VALUE} if nobody limits it. */
    long room(long wallMillis) {
      return wallMillis >= untilMillis ? Long.MAX_VALUE : Math.max(0, remaining - held);
    }

    private void used(long amount) {
      if (remaining != Long.MAX_VALUE) {
        remaining = Math.max(0, remaining - amount);
      }
    }
  }

  /** Whether any limit holds now. */
  boolean isInForce(long wallMillis) {
    return wallMillis < lastUntilMillis;
  }

  /** Whether nobody needs it any more. */
  boolean isDone(long wallMillis) {
    return !isInForce(wallMillis) && tokens.held == 0;
  }

  void say(ProviderLimit limit, long amount, long untilMillis) {
    Part part =
        switch (limit) {
          case TOKENS -> tokens;
          case INPUT_TOKENS -> input;
          case OUTPUT_TOKENS -> output;
          case REQUESTS -> requests;
        };
    part.remaining = amount;
    part.untilMillis = untilMillis;
    lastUntilMillis = Math.max(lastUntilMillis, untilMillis);
  }

  /** Calls hold so much more; negative for less. */
  void hold(long inputTokens, long outputTokens) {
    tokens.held += inputTokens + outputTokens;
    input.held += inputTokens;
    output.held += outputTokens;
  }

  /** Calls were let through. */
  void called(long calls) {
    requests.used(calls);
  }

  void used(TokenUsage usage) {
    tokens.used(usage.total());
    input.used(usage.input() + usage.cacheWrite());
    output.used(usage.totalOutput());
  }
}
