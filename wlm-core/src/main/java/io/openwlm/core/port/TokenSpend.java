package io.openwlm.core.port;

import io.openwlm.model.token.TokenUsage;

/**
 * Where use is told that did not pass the proxy: counter files, OpenTelemetry. It counts at once,
 * even above a limit. Safe to call from any thread; never waits for a disk.
 */
public interface TokenSpend {

  /**
   * One call that has ended, or several in one sum.
   *
   * @param source who tells it: {@code counter-file}, {@code otlp}
   * @param id of the call, so that it counts once; empty if it has none
   * @param epochMillis when it ended, by the teller's clock
   * @param calls how many they are, 0 or more: the input and the output of a call may come apart
   */
  record Spent(
      String agent,
      String source,
      String id,
      String model,
      TokenUsage usage,
      long epochMillis,
      long calls) {}

  /** What became of it. */
  enum Outcome {
    COUNTED,
    /** This id was counted before. */
    DUPLICATE,
    UNKNOWN_AGENT,
    /** The time is too far away; it was counted in the window of now. */
    COUNTED_NOW
  }

  Outcome spend(Spent spent);
}
