package io.openwlm.app.text;

/** Cuts and pads text to columns. Widths are counted in code points. */
public final class Cell {
  private Cell() {}

  /** Exactly {@code width} columns, text on the left; cut text ends in {@code ~}. */
  public static String left(String text, int width) {
    String cut = cut(text, width);
    return cut + " ".repeat(width - length(cut));
  }

  /** Exactly {@code width} columns, text on the right. */
  public static String right(String text, int width) {
    String cut = cut(text, width);
    return " ".repeat(width - length(cut)) + cut;
  }

  /** At most {@code width} columns. */
  public static String cut(String text, int width) {
    if (length(text) <= width) {
      return text;
    }
    if (width <= 0) {
      return "";
    }
    return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "~";
  }

  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
