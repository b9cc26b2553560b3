package io.openwlm.model.definition;

/**
 * Bounds of a class's share weight, 1 to 10000 each, minimum not above maximum. The minimum is a
 * guarantee: no other class is helped below it.
 */
public record WeightRange(int min, int max) {
  public static final int LOWEST = 1;
  public static final int HIGHEST = 10_000;

  /** What a class gets that names no bounds. */
  public static final WeightRange DEFAULT = new WeightRange(LOWEST, HIGHEST);

  public WeightRange {
    if (min < LOWEST || max > HIGHEST || min > max) {
      throw new IllegalArgumentException(
          "weights must be 1 to 10000 with min not above max: " + min + " to " + max);
    }
  }

  public int clamp(long weight) {
    return Math.clamp(weight, min, max);
  }
}
