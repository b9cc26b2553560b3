package io.openwlm.core.token;

/** What a provider said it still takes, and what calls under way may take of that. */
final class ProviderCeiling {
  final String upstream;
  long remaining = Long.MAX_VALUE;
  long untilMillis;
  long held;

  ProviderCeiling(String upstream) {
    this.upstream = upstream;
  }

  /** Tokens, not weighted, that a new call may take. */
  long room(long wallMillis) {
    return wallMillis >= untilMillis ? Long.MAX_VALUE : Math.max(0, remaining - held);
  }

  void say(long tokens, long until) {
    remaining = tokens;
    untilMillis = until;
  }

  void used(long tokens) {
    if (remaining != Long.MAX_VALUE) {
      remaining = Math.max(0, remaining - tokens);
    }
  }
}
