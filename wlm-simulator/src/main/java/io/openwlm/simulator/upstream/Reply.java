package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model says to one call.
 *
 * @param usage of one choice, after the cap
 * @param capped the cap stopped it
 */
record Reply(long number, Asked asked, Course course, TokenUsage usage, boolean capped) {
  private static final String TOKEN = "tok ";

  static Reply of(long number, Asked asked, Course course) {
    TokenUsage wanted = asWired(asked.kind(), course.wanted());
    long cap = course.honoursCap() && asked.cap() > 0 ? asked.cap() : Long.MAX_VALUE;
    if (wanted.totalOutput() <= cap) {
      return new Reply(number, asked, course, wanted, false);
    }
    long reasoning = Math.min(wanted.reasoning(), cap);
    TokenUsage stopped =
        new TokenUsage(
            wanted.input(), wanted.cachedInput(), wanted.cacheWrite(), cap - reasoning, reasoning);
    return new Reply(number, asked, course, stopped, true);
  }

  /** What a vendor's format cannot tell apart is one kind: no test may expect to see more. */
  private static TokenUsage asWired(WireKind kind, TokenUsage wanted) {
    return switch (kind) {
      case CHAT, RESPONSES, MESSAGES -> wanted;
      case GEMINI ->
          new TokenUsage(
              wanted.input() + wanted.cacheWrite(),
              wanted.cachedInput(),
              0,
              wanted.output(),
              wanted.reasoning());
      case OLLAMA_CHAT, OLLAMA_GENERATE ->
          new TokenUsage(wanted.totalInput(), 0, 0, wanted.totalOutput(), 0);
    };
  }

  /** What is billed: the prompt once, the output of each choice. */
  TokenUsage billed() {
    return billed(usage.totalOutput() * asked.choices());
  }

  /**
   * What is billed when only a part of the output was made.
   *
   * @param outputTokens so many, with reasoning first, as models do
   */
  TokenUsage billed(long outputTokens) {
    long reasoning = Math.min(outputTokens, usage.reasoning() * asked.choices());
    return new TokenUsage(
        usage.input(),
        usage.cachedInput(),
        usage.cacheWrite(),
        outputTokens - reasoning,
        reasoning);
  }

  String id() {
    return "fake-" + number;
  }

  String model() {
    return Quoted.json(asked.model());
  }

  /** The visible text of one choice. */
  String text() {
    return text(usage.output());
  }

  static String text(long tokens) {
    return TOKEN.repeat((int) tokens);
  }

  /** How many tokens each piece of the visible text has. */
  List<Integer> pieces() {
    return pieces(usage.output());
  }

  List<Integer> pieces(long tokens) {
    List<Integer> pieces = new ArrayList<>();
    for (long left = tokens; left > 0; left -= course.pace().pieceTokens()) {
      pieces.add((int) Math.min(left, course.pace().pieceTokens()));
    }
    return pieces;
  }
}
