package io.openwlm.core.token;

import io.openwlm.model.token.TokenUsage;

/**
 * A call that somebody else saw and wrote down, or several in one sum.
 *
 * @param id so that it counts once; empty for none
 * @param epochMillis when it ended, by the clock of the one who wrote it
 * @param calls how many they are, 0 or more: the input and the output of a call may come apart
 */
public record ReportedCall(
    String id, String model, TokenUsage usage, long epochMillis, long calls) {
  public ReportedCall {
    if (calls < 0) {
      throw new IllegalArgumentException("fewer calls than none");
    }
  }

  /** One call. */
  public ReportedCall(String id, String model, TokenUsage usage, long epochMillis) {
    this(id, model, usage, epochMillis, 1);
  }
}
