package io.openwlm.model.classification;

import org.jspecify.annotations.Nullable;

/**
 * One thing a rule asks for: that a qualifier of the work matches a mask, or one of the masks of a
 * classification group.
 *
 * @param type the qualifier
 * @param group true if {@code value} names a classification group of this type
 * @param value a {@link Mask}, a {@link PriorityRange} for {@link QualifierType#PRI}, or the name
 *     of a group
 * @param start where in the qualifier the mask begins, 1 or more; null if the rule has none; never
 *     with a group, whose members have their own
 */
public record Condition(QualifierType type, boolean group, String value, @Nullable Integer start) {
  public Condition {
    if (start != null && start < 1) {
      throw new IllegalArgumentException("start position below 1: " + start);
    }
    if (group && (start != null || !type.hasGroupForm())) {
      throw new IllegalArgumentException("no group form of " + type);
    }
  }

  /** A mask compared from the first character. */
  public static Condition of(QualifierType type, String mask) {
    return new Condition(type, false, mask, null);
  }

  /** {@code TN=PAY*}, {@code TNG=PAYROLL}, {@code AI=DEPT12@20}. */
  public String describe(boolean linux) {
    String key = linux ? type.linuxKey() : type.key();
    return key + (group ? "G=" : "=") + value + (start == null ? "" : "@" + start);
  }
}
