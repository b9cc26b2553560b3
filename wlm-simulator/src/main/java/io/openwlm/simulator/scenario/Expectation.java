package io.openwlm.simulator.scenario;

/**
 * What a good manager brings about in a scenario. Intervals are those of the yardstick, 10 s each;
 * a span is from (included) to (excluded), from the start of the run. An interval counts if it lies
 * wholly in the span.
 */
public sealed interface Expectation {

  /**
   * A class meets its goal in enough of the intervals that could be judged.
   *
   * @param share 0 to 1
   */
  record InGoal(String serviceClass, double share, long fromNanos, long toNanos)
      implements Expectation {}

  /** After something happened, a class meets its goal again in one of so many intervals. */
  record Recovery(String serviceClass, long afterNanos, int intervals) implements Expectation {}

  /** A class uses at least so much CPU time. */
  record CpuWork(String serviceClass, double seconds, long fromNanos, long toNanos)
      implements Expectation {}

  /** At most so many CPU weights differ from the interval before, over the last part of the run. */
  record Quiet(int changes, long lastNanos) implements Expectation {}
}
