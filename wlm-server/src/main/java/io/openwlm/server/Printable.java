package io.openwlm.server;

/**
 * Text from elsewhere made safe for logs, answers and terminals: nothing in it moves a cursor,
 * breaks a line, reverses text or is longer than asked.
 */
public final class Printable {
  private Printable() {}

  /**
   * One line of at most {@code limit} characters; what is not printable becomes {@code \\uXXXX}.
   */
  public static String line(String text, int limit) {
    return escape(text, limit, false);
  }

  /** As {@link #line}, but line feeds and tabs stay. */
  public static String lines(String text, int limit) {
    return escape(text, limit, true);
  }

  private static String escape(String text, int limit, boolean keepLayout) {
    int firstBad = 0;
    while (firstBad < text.length() && isPlain(text, firstBad, keepLayout)) {
      firstBad++;
    }
    if (firstBad == text.length() && text.length() <= limit) {
      return text;
    }
    StringBuilder out = new StringBuilder(Math.min(text.length(), limit) + 16);
    for (int i = 0; i < text.length(); i++) {
      if (out.length() >= limit) {
        return out.append("...").toString();
      }
      char c = text.charAt(i);
      if (isPlain(text, i, keepLayout)) {
        out.append(c);
      } else {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit((c >> shift) & 15, 16));
        }
      }
    }
    return out.toString();
  }

  private static boolean isPlain(String text, int at, boolean keepLayout) {
    char c = text.charAt(at);
    if (c < 0x7f) {
      return c >= ' ' || (keepLayout && (c == '\n' || c == '\t'));
    }
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
