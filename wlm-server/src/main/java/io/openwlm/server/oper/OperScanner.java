package io.openwlm.server.oper;

import io.openwlm.model.definition.PrintableText;
import java.util.Locale;

/**
 * Reads an operator command from left to right: words, {@code ,} and {@code =}. A word ends before
 * one of these or a blank; in apostrophes it may hold anything printable, an apostrophe doubled.
 */
final class OperScanner {
  static final int MAX_LENGTH = 1_000;
  private static final int SHOWN = 40;

  private final String text;
  private int at;
  private String use = "wlm --help";

  OperScanner(String text) throws OperSyntax {
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      throw new OperSyntax(MAX_LENGTH + 1, "", "at most " + MAX_LENGTH + " characters", use);
    }
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (!PrintableText.isPrintable(c)) {
        throw new OperSyntax(
            i + 1, PrintableText.of(Character.toString(c)), "printable characters", use);
      }
      i += Character.charCount(c);
    }
  }

  /** From here on, errors name this command of the product. */
  void use(String command) {
    use = command;
  }

  void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** True, and past it, if the character stands here. */
  boolean takeIf(char c) {
    if (!atEnd() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  void take(char c, String expected) throws OperSyntax {
    if (!takeIf(c)) {
      throw unexpected(expected);
    }
  }

  /** At least one blank. */
  void takeBlanks(String expected) throws OperSyntax {
    take(' ', expected);
    skipBlanks();
  }

  /** A keyword in capitals; empty if none stands here. */
  String keyword() {
    int start = at;
    while (!atEnd() && isPlain(text.charAt(at)) && text.charAt(at) != '\'') {
      at++;
    }
    return text.substring(start, at).toUpperCase(Locale.ROOT);
  }

  /** Goes back to what was read last. */
  void back(String word) {
    at -= word.length();
  }

  /** A name as it was typed. */
  String name(String expected) throws OperSyntax {
    if (takeIf('\'')) {
      return quoted();
    }
    int start = at;
    keyword();
    if (at == start) {
      throw unexpected(expected);
    }
    return text.substring(start, at);
  }

  private String quoted() throws OperSyntax {
    int start = at;
    StringBuilder name = new StringBuilder();
    while (!atEnd()) {
      char c = text.charAt(at++);
      if (c != '\'') {
        name.append(c);
      } else if (takeIf('\'')) {
        name.append('\'');
      } else if (name.isEmpty()) {
        at = start - 1;
        throw unexpected("a name between the apostrophes");
      } else {
        return name.toString();
      }
    }
    throw unexpected("' at the end of the name");
  }

  private static boolean isPlain(char c) {
    return c != ' ' && c != ',' && c != '=' && c != '(' && c != ')';
  }

  /** Nothing but blanks follows. */
  void end(String expected) throws OperSyntax {
    skipBlanks();
    if (!atEnd()) {
      throw unexpected(expected);
    }
  }

  /** What stands here is not what is allowed. */
  OperSyntax unexpected(String expected) {
    int end = at;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    String found = text.substring(at, Math.max(end, Math.min(at + 1, text.length())));
    return new OperSyntax(at + 1, PrintableText.of(found, SHOWN), expected, use);
  }
}
