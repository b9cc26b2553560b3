package io.openwlm.model.measurement;

import org.jspecify.annotations.Nullable;

/**
 * Response times of the last minutes, ended transactions and those still running and already late.
 * Long windows show a percentile with more certainty, short ones sooner; read them together with
 * {@link Confidence#ofSamples}.
 *
 * @param minute of the last minute, null if the goal is none on response time
 * @param fiveMinutes of the last five minutes, null exactly if {@code minute} is
 */
public record ResponseTimeWindows(
    @Nullable ResponseTimeDistribution minute, @Nullable ResponseTimeDistribution fiveMinutes) {
  public static final ResponseTimeWindows NONE = new ResponseTimeWindows(null, null);
}
