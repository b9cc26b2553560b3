package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import java.util.Locale;

/** A bar with its number: {@code CPU [|||||| 62%]}. */
final class Meter {
  private Meter() {}

  /**
   * @param percent 0 to 100; negative if unknown
   * @param width columns of the whole meter, label included
   */
  static String of(String label, double percent, int width) {
    int inside = width - label.length() - 3;
    if (percent < 0 || inside < 5) {
      return Cell.left(label + (percent < 0 ? " n/a" : " " + number(percent)), width);
    }
    String number = number(percent);
    int bars = (int) Math.round(Math.min(percent, 100) / 100 * inside);
    String bar = Cell.left("|".repeat(bars), inside);
    return label + " [" + bar.substring(0, inside - number.length()) + number + "]";
  }

  private static String number(double percent) {
    return String.format(Locale.ROOT, "%.0f%%", percent);
  }
}
