package io.openwlm.server.page;

import io.openwlm.server.Printable;

/**
 * HTML that is put together from trusted marks and untrusted text. Text comes in through {@link
 * #text} and {@link #attribute} only, and cannot leave where it was put.
 */
final class Html {
  private static final int MAX_TEXT = 2000;
  private final StringBuilder out = new StringBuilder(32 << 10);

  /** Appends marks: a constant of the program, never anything from outside. */
  Html mark(String marks) {
    out.append(marks);
    return this;
  }

  /** Appends text from anywhere. */
  Html text(String text) {
    String line = Printable.line(text, MAX_TEXT);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** Appends {@code name="value"} with a space before it. */
  Html attribute(String name, String value) {
    return mark(" ").mark(name).mark("=\"").text(value).mark("\"");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
