package io.openwlm.model.measurement;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import java.util.OptionalDouble;

/**
 * How a service class does against its goal.
 *
 * @param performanceIndex 1 = met exactly, above 1 = missed; between 0.01 and 1000, never NaN;
 *     empty = no data, then the class is neither receiver nor donor
 * @param achieved what was achieved, in the words of the goal: {@code 66%}, {@code v48}, {@code -}
 * @param detail why there is no data, or what the evidence is worth; may be empty
 */
public record ClassPerformance(
    String serviceClass,
    Goal goal,
    Importance importance,
    OptionalDouble performanceIndex,
    String achieved,
    Evidence evidence,
    Confidence confidence,
    String detail) {

  public ClassPerformance {
    performanceIndex.ifPresent(pi -> {
      if (!(pi >= MIN_PI && pi <= MAX_PI)) {
        throw new IllegalArgumentException("performance index out of range: " + pi);
      }
    });
  }

  public static final double MIN_PI = 0.01;
  public static final double MAX_PI = 1000;

  /** True if the goal is missed: a performance index above 1. Rounding noise does not count. */
  public boolean misses() {
    return performanceIndex.isPresent() && performanceIndex.getAsDouble() > 1.0 + 1e-9;
  }

  /** Percent or time within the range that a performance index may have. */
  public static double bounded(double pi) {
    return Double.isNaN(pi) ? MAX_PI : Math.clamp(pi, MIN_PI, MAX_PI);
  }
}
