package io.openwlm.app.top;

/** Lines with ANSI styles in them: measured and cut by what is seen. */
final class Line {
  private Line() {}

  /** Columns that a line takes; style sequences take none. */
  static int width(String line) {
    int columns = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\u001b') {
        i = endOfStyle(line, i);
      } else if (!Character.isLowSurrogate(c)) {
        columns++;
      }
    }
    return columns;
  }

  /** At most {@code width} columns; a style that is cut off is ended. */
  static String cut(String line, int width) {
    if (width(line) <= width) {
      return line.stripTrailing();
    }
    StringBuilder out = new StringBuilder(line.length());
    int columns = 0;
    boolean styled = false;
    for (int i = 0; i < line.length() && columns < width; i++) {
      char c = line.charAt(i);
      if (c == '\u001b') {
        int end = endOfStyle(line, i);
        String style = line.substring(i, end + 1);
        styled = !style.equals("\u001b[0m");
        out.append(style);
        i = end;
      } else {
        out.append(c);
        if (Character.isHighSurrogate(c) && i + 1 < line.length()) {
          out.append(line.charAt(++i));
        }
        columns++;
      }
    }
    return styled ? out + "\u001b[0m" : out.toString().stripTrailing();
  }

  /** One text at each end of the line; the left one gives way. */
  static String ends(String left, String right, int columns) {
    int room = columns - right.length() - 1;
    String cut = cut(left, room);
    return cut + " ".repeat(Math.max(1, columns - width(cut) - right.length())) + right;
  }

  /** The text with every character outside ASCII replaced by {@code ?}. */
  static String ascii(String line) {
    StringBuilder out = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < 0x80) {
        out.append(c);
      } else if (!Character.isLowSurrogate(c)) {
        out.append('?');
      }
    }
    return out.toString();
  }

  private static int endOfStyle(String line, int start) {
    int end = line.indexOf('m', start);
    return end < 0 ? line.length() - 1 : end;
  }
}
