package io.openwlm.app.text;

import io.openwlm.model.definition.PrintableText;

/**
 * Makes text that came from elsewhere harmless for a terminal: what a terminal would act on is
 * shown as {@code \}{@code uXXXX}, as {@link PrintableText} does, and nothing is cut.
 */
public final class SafeText {
  private SafeText() {}

  /** The text in one line that moves no cursor. */
  public static String of(String text) {
    return text.codePoints().allMatch(PrintableText::isPrintable)
        ? text
        : PrintableText.of(text, Integer.MAX_VALUE);
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
}
