package io.openwlm.model.definition;

/**
 * Makes text from files and processes safe to print: the result has no control characters, no
 * characters that turn the writing direction, no line ends, and a bounded length. Whoever writes a
 * definition or names a process cannot steer the reader's terminal.
 */
public final class PrintableText {
  private static final int MAX_LENGTH = 60;

  private PrintableText() {}

  /** The text with what cannot be printed as {@code \}{@code u001b}, cut after 60 characters. */
  public static String of(String text) {
    return of(text, MAX_LENGTH);
  }

  /** The same, cut after {@code maxLength} characters (1 or more) with {@code ...} as the mark. */
  public static String of(String text, int maxLength) {
    StringBuilder shown = new StringBuilder();
    int position = 0;
    for (int count = 0; position < text.length() && count < maxLength; count++) {
      int c = text.codePointAt(position);
      position += Character.charCount(c);
      if (isPrintable(c)) {
        shown.appendCodePoint(c);
      } else {
        shown.append(String.format("\\u%04x", c));
      }
    }
    return position < text.length() ? shown.append("...").toString() : shown.toString();
  }

  /**
   * False for control, format, private, unassigned and surrogate characters and line separators.
   */
  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
