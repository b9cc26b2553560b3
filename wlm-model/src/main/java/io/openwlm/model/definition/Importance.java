package io.openwlm.model.definition;

/**
 * How important it is to meet a goal: 1 (highest) to 5, and {@link #DISCRETIONARY} below all of
 * them. Importance orders who is helped first when goals are missed; it is no priority (z/OS WLM
 * planning: importance plays no role while goals are met).
 *
 * @param level 1 to 5, or 6 for discretionary work, which has no importance of its own
 */
public record Importance(int level) {
  /** Discretionary work sorts below importance 5, as z/OS does internally. */
  public static final Importance DISCRETIONARY = new Importance(6);

  public Importance {
    if (level < 1 || level > 6) {
      throw new IllegalArgumentException(
          "importance must be 1 to 5, or 6 (discretionary): " + level);
    }
  }

  /** True if work of this importance is helped before work of the other. */
  public boolean isMoreImportantThan(Importance other) {
    return level < other.level;
  }

  public boolean isDiscretionary() {
    return level == 6;
  }

  /** {@code 1} to {@code 5}, or {@code -} for discretionary work. */
  @Override
  public String toString() {
    return isDiscretionary() ? "-" : Integer.toString(level);
  }
}
