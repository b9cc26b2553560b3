package io.openwlm.server.page;

import io.openwlm.model.explain.NumberText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A performance index as a bar, a number and a word: never as a colour alone. The bar has a
 * logarithmic scale from 0.25 to 4 with a line at 1, where the goal is exactly met.
 */
final class Pi {
  private static final double MISSED_FAR = 1.2;
  private static final double WIDTH = 120;

  private Pi() {}

  static String word(@Nullable Double pi) {
    if (pi == null) {
      return "no data";
    }
    return pi <= 1 ? "met" : pi <= MISSED_FAR ? "! just missed" : "!! missed";
  }

  /** Style class of an index. */
  static String grade(@Nullable Double pi) {
    if (pi == null) {
      return "none";
    }
    return pi <= 1 ? "met" : pi <= MISSED_FAR ? "near" : "far";
  }

  static void bar(Html h, @Nullable Double pi) {
    h.mark("<svg class=\"pi ").mark(grade(pi)).mark("\" viewBox=\"0 0 120 14\" role=\"img\"");
    h.attribute("aria-label", "performance index " + NumberText.index(pi) + ", " + word(pi));
    h.mark("><rect class=\"track\" y=\"4\" width=\"120\" height=\"6\" rx=\"3\"/>");
    if (pi != null) {
      double log = Math.log(Math.max(0.25, Math.min(4, pi))) / Math.log(2);
      double x = Math.max(4, WIDTH * (log + 2) / 4);
      h.mark(
          String.format(
              Locale.ROOT,
              "<rect class=\"fill\" y=\"4\" width=\"%.1f\" height=\"6\" rx=\"3\"/>",
              x));
    }
    h.mark("<line class=\"goal\" x1=\"60\" x2=\"60\" y1=\"0\" y2=\"14\"/></svg>");
  }
}
