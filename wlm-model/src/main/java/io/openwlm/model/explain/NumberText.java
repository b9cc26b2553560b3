package io.openwlm.model.explain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
public final class NumberText {
  private NumberText() {}

  /** A performance index in at most 5 characters: {@code 0.76}, {@code 12.4}, {@code >999}. */
  public static String index(@Nullable Double pi) {
    if (pi == null) {
      return "-";
    }
    if (pi >= 999.5) {
      return ">999";
    }
    return String.format(Locale.ROOT, pi < 10 ? "%.2f" : pi < 100 ? "%.1f" : "%.0f", pi);
  }

  /** A percentage without decimals, or {@code n/a} if negative. */
  public static String percent(double percent) {
    return percent < 0 ? "n/a" : Math.round(percent) + "%";
  }
}
