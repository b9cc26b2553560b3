package io.openwlm.record.write;

import io.openwlm.model.definition.Goal;

/**
 * A goal as records have it.
 *
 * @param flag bit of SCS.CRGF
 * @param type number in type 99
 * @param value milliseconds, velocity, or transactions in 1000 seconds
 * @param percentile 0 if it has none
 * @param time true if the value is a time
 */
record GoalFields(int flag, int type, long value, int percentile, boolean time) {
  /** Response times above this are long ones in type 99: 20 seconds, as on z/OS. */
  private static final long LONG_MILLIS = 20_000;

  static GoalFields of(Goal goal) {
    return switch (goal) {
      case Goal.PercentileResponseTimeGoal g -> response(0x80, g, g.percentile());
      case Goal.AverageResponseTimeGoal g -> response(0x40, g, 0);
      case Goal.VelocityGoal g -> new GoalFields(0x20, 3, g.velocity(), 0, false);
      case Goal.DiscretionaryGoal _ -> new GoalFields(0x10, 4, 0, 0, false);
      case Goal.ThroughputGoal g ->
          new GoalFields(0x04, 5, Math.round(g.perSecond() * 1000), 0, false);
      case Goal.TokenBudgetGoal _ -> new GoalFields(0, 6, 0, 0, false);
    };
  }

  private static GoalFields response(int flag, Goal.ResponseTimeGoal goal, int percentile) {
    long millis = Math.round(goal.goalNanos() / 1e6);
    return new GoalFields(flag, millis > LONG_MILLIS ? 2 : 1, millis, percentile, true);
  }
}
