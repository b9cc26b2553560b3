package io.openwlm.app.text;

/**
 * Makes text that came from elsewhere harmless for a terminal: control characters, escape
 * sequences, line and paragraph separators, characters that change the writing direction and
 * invisible ones become {@code \\uXXXX}. What it returns is one line and moves no cursor.
 */
public final class SafeText {
  private SafeText() {}

  /** The text with everything that a terminal would act on made visible. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isActive(text, i)) {
        return escape(text);
      }
    }
    return text;
  }

  /** As {@link #of}, but line feeds stay: for text that is meant to have several lines. */
  public static String lines(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      out.append(of(text.substring(start, end))).append('\n');
      start = end + 1;
    }
    return out.append(of(text.substring(start))).toString();
  }

  static void escape(char c, StringBuilder out) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.toUpperCase(Character.forDigit((c >> shift) & 15, 16)));
    }
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isActive(text, i)) {
        escape(c, out);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** True if the character there would be escaped. */
  static boolean isActive(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
      return true;
    }
    if (c < 0x300) {
      return c == 0xad;
    }
    if (Character.isSurrogate(c)) {
      return isUnpaired(text, i) || isTagOrFormat(text, i);
    }
    return switch (Character.getType(c)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static boolean isUnpaired(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static boolean isTagOrFormat(String text, int i) {
    int start = Character.isHighSurrogate(text.charAt(i)) ? i : i - 1;
    int type = Character.getType(text.codePointAt(start));
    return type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED
        || type == Character.NON_SPACING_MARK;
  }
}
