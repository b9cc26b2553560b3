package io.openwlm.model.status;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What a class with a response-time goal attained over one stretch of time that ends with the last
 * interval. Transactions that still run and are late already count with their age.
 *
 * @param seconds length of the stretch; a window of some minutes is up to a fifteenth shorter
 * @param samples transactions that the numbers rest on
 * @param attainedMillis what the goal is about: the time within which its percentage of the
 *     transactions ended, interpolated within a bucket, or their mean; null if there were none
 * @param withinGoalPercent share that ended within the goal's time, 0 to 100; null if there were
 *     none
 * @param confidence {@code HIGH} from 100 samples, {@code MEDIUM} from 10, {@code LOW}, {@code
 *     NONE}
 */
public record ResponseTimeSpan(
    double seconds,
    long samples,
    @Nullable Double attainedMillis,
    @Nullable Double withinGoalPercent,
    String confidence) {

  /** What a distribution says about a goal. */
  public static ResponseTimeSpan of(
      Goal.ResponseTimeGoal goal, double seconds, ResponseTimeDistribution seen) {
    boolean known = seen.count() > 0;
    double attained =
        switch (goal) {
          case Goal.AverageResponseTimeGoal _ -> seen.meanNanos();
          case Goal.PercentileResponseTimeGoal percentile ->
              seen.percentileNanos(percentile.percentile());
        };
    return new ResponseTimeSpan(
        seconds,
        seen.count(),
        known ? attained / 1e6 : null,
        known ? seen.percentWithinGoal() : null,
        Confidence.ofSamples(seen.count()).name());
  }
}
