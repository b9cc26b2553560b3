package io.openwlm.simulator.baseline;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.WeightRange;

/**
 * The published controller of one class: pressure against a threshold, proportional and integral
 * parts added to the weight. Its faults are kept: the integral is bounded but not stopped at the
 * maximum weight, nothing limits a step, and a negative weight wraps around to a huge one.
 */
final class SeedController {
  private static final double PROPORTIONAL_GAIN = 15;
  private static final double INTEGRAL_GAIN = 1;
  private static final double INTEGRAL_MIN = -100;
  private static final double INTEGRAL_MAX = 500;
  private static final double INTEGRAL_LEAK = 0.9;
  private static final long SECOND = 1_000_000_000L;

  private SeedController() {}

  /**
   * The pressure in percent above which a goal counts as missed. Of a response time only the
   * magnitude counts, of all other goals nothing.
   */
  static double threshold(Goal goal) {
    return switch (goal) {
      case Goal.ResponseTimeGoal r when r.goalNanos() < SECOND -> 3;
      case Goal.ResponseTimeGoal r when r.goalNanos() < 5 * SECOND -> 5;
      case Goal.ResponseTimeGoal _ -> 10;
      case Goal.ThroughputGoal _ -> 8;
      case Goal.VelocityGoal _, Goal.DiscretionaryGoal _, Goal.TokenBudgetGoal _ -> 10;
    };
  }

  /** The integral after another {@code seconds} with this error. */
  static double integral(double integral, double error, double seconds) {
    double next = error > 0 ? integral + error * seconds : integral * INTEGRAL_LEAK;
    return Math.clamp(next, INTEGRAL_MIN, INTEGRAL_MAX);
  }

  /** The weight it proposes. */
  static int proposal(int weight, double error, double integral, WeightRange range) {
    long raw = Math.round(weight + PROPORTIONAL_GAIN * error + INTEGRAL_GAIN * integral);
    return range.clamp(raw & 0xFFFF_FFFFL);
  }
}
