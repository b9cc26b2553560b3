package io.openwlm.model.definition;

/**
 * How the daemon runs.
 *
 * @param enforce false: decide and explain, write nothing (the default)
 * @param samplingNanos time between samples, 50 ms to 10 s
 * @param adjustmentNanos time between adjustments, 500 ms to 5 min, at least twice the sampling
 * @param strategy how adjustments are decided
 * @param onStop what an orderly stop does with the values that were written
 */
public record ControlSettings(
    boolean enforce, long samplingNanos, long adjustmentNanos, Strategy strategy, OnStop onStop) {
  public static final ControlSettings DEFAULT =
      new ControlSettings(false, 250_000_000L, 10_000_000_000L, Strategy.ADAPTIVE, OnStop.LEAVE);

  /** What an orderly stop does. */
  public enum OnStop {
    /** The kernel keeps the last values. */
    LEAVE,
    /** The values found at the first start come back. */
    RESTORE
  }

  public ControlSettings withEnforce(boolean newEnforce) {
    return new ControlSettings(newEnforce, samplingNanos, adjustmentNanos, strategy, onStop);
  }
}
