package io.openwlm.app.top;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A performance index over time as one line of blocks. The scale is the same for every class: the
 * lower half of the height is a met goal (0 to 1), the upper half a missed one (1 to 2 and above).
 */
final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = ".:-=+*%#";
  private static final String NO_DATA = "·";

  private Sparkline() {}

  /** The newest {@code width} values, newest on the right, padded on the left. */
  static String of(List<@Nullable Double> history, int width, boolean ascii) {
    String levels = ascii ? ASCII : BLOCKS;
    StringBuilder out = new StringBuilder(width);
    int from = Math.max(0, history.size() - width);
    out.repeat(" ", Math.max(0, width - history.size()));
    for (int i = from; i < history.size(); i++) {
      Double pi = history.get(i);
      if (pi == null) {
        out.append(ascii ? " " : NO_DATA);
      } else {
        out.append(levels.charAt(level(pi)));
      }
    }
    return out.toString();
  }

  /** 0 to 3 for a met goal, 4 to 7 for a missed one. */
  static int level(double pi) {
    if (pi <= 1) {
      return (int) Math.clamp(Math.ceil(pi * 4) - 1, 0, 3);
    }
    return (int) Math.clamp(3 + Math.ceil((pi - 1) * 4), 4, 7);
  }
}
