package io.openwlm.tokens.counters;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of strings, numbers, true, false and null; no objects or lists inside. Says
 * null to everything else, whatever the text is.
 */
final class FlatJson {
  private static final int MOST_KEYS = 64;

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  /** The values by key; strings without their quotes, the others as they are written. */
  static @Nullable Map<String, Value> read(String text) {
    FlatJson json = new FlatJson(text);
    Map<String, Value> values = json.object();
    return values != null && json.atEnd() ? values : null;
  }

  /**
   * A value.
   *
   * @param quoted true for a string
   */
  record Value(String text, boolean quoted) {}

  private @Nullable Map<String, Value> object() {
    Map<String, Value> values = new HashMap<>();
    if (!take('{')) {
      return null;
    }
    if (take('}')) {
      return values;
    }
    do {
      space();
      String key = string();
      if (key == null || !take(':') || values.size() >= MOST_KEYS) {
        return null;
      }
      Value value = value();
      if (value == null || values.put(key, value) != null) {
        return null;
      }
    } while (take(','));
    return take('}') ? values : null;
  }

  private @Nullable Value value() {
    space();
    if (at < text.length() && text.charAt(at) == '"') {
      String string = string();
      return string == null ? null : new Value(string, true);
    }
    int from = at;
    while (at < text.length() && "+-.eE0123456789aflnrstu".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String word = text.substring(from, at);
    boolean known =
        word.equals("true")
            || word.equals("false")
            || word.equals("null")
            || word.matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");
    return known ? new Value(word, false) : null;
  }

  private @Nullable String string() {
    if (at >= text.length() || text.charAt(at) != '"') {
      return null;
    }
    at++;
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c < ' ') {
        return null;
      }
      if (c != '\\') {
        out.append(c);
      } else if (!escape(out)) {
        return null;
      }
    }
    return null;
  }

  private boolean escape(StringBuilder out) {
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      out.append("\"\\/\b\f\n\r\t".charAt(simple));
      return true;
    }
    if (c != 'u' || at + 4 > text.length()) {
      return false;
    }
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(text.charAt(at + i), 16);
      if (digit < 0) {
        return false;
      }
      code = code * 16 + digit;
    }
    at += 4;
    out.append((char) code);
    return true;
  }

  private boolean take(char wanted) {
    space();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void space() {
    while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean atEnd() {
    space();
    return at == text.length();
  }
}
