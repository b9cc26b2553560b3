package io.openwlm.model.measurement;

import org.jspecify.annotations.Nullable;

/**
 * The transactions of a class in one interval.
 *
 * @param completions reported as ended
 * @param responseTimes their response times around the goal, running ones that are late for certain
 *     included; null if the goal is none on response time
 * @param inFlight reported as running
 * @param oldestInFlightNanos age of the oldest of them
 * @param dropped lost by reporters before they reached the daemon
 * @param windows response times of longer spans that end with the interval
 * @param ended response times of those that ended, and of no other; null exactly if {@code
 *     responseTimes} is
 */
public record Transactions(
    long completions,
    @Nullable ResponseTimeDistribution responseTimes,
    long inFlight,
    long oldestInFlightNanos,
    long dropped,
    ResponseTimeWindows windows,
    @Nullable ResponseTimeDistribution ended) {
  public static final Transactions NONE = new Transactions(0, null, 0, 0, 0);

  /** Of this interval only, nothing late among what runs. */
  public Transactions(
      long completions,
      @Nullable ResponseTimeDistribution responseTimes,
      long inFlight,
      long oldestInFlightNanos,
      long dropped) {
    this(
        completions,
        responseTimes,
        inFlight,
        oldestInFlightNanos,
        dropped,
        ResponseTimeWindows.NONE,
        responseTimes);
  }
}
