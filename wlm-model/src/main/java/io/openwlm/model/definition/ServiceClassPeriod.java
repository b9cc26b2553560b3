package io.openwlm.model.definition;

import org.jspecify.annotations.Nullable;

/**
 * One period of a service class: work is in it until it has used {@code duration} service units.
 *
 * @param goal what work in this period should achieve
 * @param importance 1 to 5; {@link Importance#DISCRETIONARY} exactly for a discretionary goal
 * @param duration service units, 1 to 999,999,999; null exactly in the last period
 */
public record ServiceClassPeriod(Goal goal, Importance importance, @Nullable Long duration) {
  /** Most periods of a class. */
  public static final int MAX_PERIODS = 8;

  public static final long MAX_DURATION = 999_999_999L;

  public ServiceClassPeriod {
    if (duration != null && (duration < 1 || duration > MAX_DURATION)) {
      throw new IllegalArgumentException("duration must be 1 to 999999999: " + duration);
    }
  }
}
