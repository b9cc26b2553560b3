package io.openwlm.core.adjust;

import io.openwlm.model.definition.WeightRange;

/**
 * A proportional-integral controller on the performance index, in its velocity form: it gives the
 * change of the weight, not the weight.
 *
 * <p>Error signal: ln(PI), whose zero is the real zero PI = 1, and which counts "twice too slow"
 * and "twice too fast" alike. The integral is the weight itself, that is what was really granted:
 * at the maximum weight, or when no donor had anything to give, nothing accumulates (anti-windup),
 * and the first interval with a met goal asks for nothing more. Lowering is not its task (see
 * {@link GiveBack}). At most a factor {@value #MAX_RAISE} an interval.
 */
final class PiController {
  /** Gain on the change of the error: acts at once on a miss, and holds back when PI falls. */
  static final double PROPORTIONAL_GAIN = 1.0;

  /** Gain on the error, per interval. */
  static final double INTEGRAL_GAIN = 1.0;

  static final double MAX_RAISE = 4.0;

  /** Errors beyond a factor 10 tell nothing more: the saturated signal must not saturate us. */
  private static final double MAX_ERROR = Math.log(10);

  private PiController() {}

  /** The error of a performance index: 0 when the goal is met, at most ln 10. */
  static double error(double performanceIndex) {
    return Math.clamp(Math.log(performanceIndex), 0, MAX_ERROR);
  }

  /**
   * The weight that a class asks for.
   *
   * @param weight what it has
   * @param error this interval's error, 0 or more
   * @param lastError the error at the last interval with data
   * @return at least {@code weight}, unless that is above the maximum
   */
  static int request(int weight, double error, double lastError, WeightRange range) {
    double raise = PROPORTIONAL_GAIN * (error - lastError) + INTEGRAL_GAIN * error;
    double factor = Math.exp(Math.clamp(raise, 0, Math.log(MAX_RAISE)));
    long wanted = factor > 1 ? Math.max(weight + 1L, Math.round(weight * factor)) : weight;
    return range.clamp(wanted);
  }
}
