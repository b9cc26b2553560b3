package io.openwlm.app.top;

import io.openwlm.model.explain.NumberText;
import org.jspecify.annotations.Nullable;

/** Numbers as the board shows them. */
public final class Numbers {
  private Numbers() {}

  /** A performance index in at most 5 characters: {@code 0.76}, {@code 12.4}, {@code >999}. */
  public static String index(@Nullable Double pi) {
    return NumberText.index(pi);
  }

  /** A percentage without decimals, or {@code n/a} if negative. */
  public static String percent(double percent) {
    return NumberText.percent(percent);
  }
}
