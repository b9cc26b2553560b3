package io.openwlm.simulator.compare;

import java.util.Locale;

/** Text and numbers in HTML and SVG. */
final class Markup {
  private Markup() {}

  /** The text with everything that HTML would act on, or cannot hold, made harmless. */
  static String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(isCharacter(c) ? c : '?');
          }
        });
    return out.toString();
  }

  private static boolean isCharacter(int c) {
    return c >= 0x20 && c != 0x7F && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  /** A coordinate with one decimal. */
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
