package io.openwlm.server.intake;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line. Only texts and numbers at its top level are looked at; whatever else it
 * holds is passed over, without recursion.
 *
 * @param duration key of the response time
 * @param unitNanos what it counts
 * @param path key of the path; empty = there is none; so are {@code host} and {@code status}
 */
record JsonLines(String duration, double unitNanos, String path, String host, String status)
    implements LogFormat {

  @Override
  public @Nullable Request parse(String line) {
    Map<String, String> values = new HashMap<>();
    if (!new Scanner(line).read(this, values)) {
      return null;
    }
    long nanos = LogFormat.nanos(values.getOrDefault(duration, ""), unitNanos);
    return nanos < 0
        ? null
        : new Request(
            nanos,
            LogFormat.path(values.getOrDefault(path, "")),
            values.getOrDefault(host, ""),
            values.getOrDefault(status, ""),
            Map.of());
  }

  private boolean wants(String key) {
    return !key.isEmpty()
        && (key.equals(duration) || key.equals(path) || key.equals(host) || key.equals(status));
  }

  /** Reads one object. */
  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    boolean read(JsonLines format, Map<String, String> values) {
      if (!take('{')) {
        return false;
      }
      if (take('}')) {
        return atEnd();
      }
      do {
        blank();
        String key = string();
        if (key == null || !take(':')) {
          return false;
        }
        blank();
        String value = value();
        if (value == null) {
          return false;
        }
        if (format.wants(key)) {
          values.put(key, value);
        }
      } while (take(','));
      return take('}') && atEnd();
    }

    private boolean atEnd() {
      blank();
      return at == text.length();
    }

    private void blank() {
      while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private boolean take(char c) {
      blank();
      boolean there = at < text.length() && text.charAt(at) == c;
      at += there ? 1 : 0;
      return there;
    }

    /** A text or a word; empty for an object or a list; null if it is no JSON. */
    private @Nullable String value() {
      if (at >= text.length()) {
        return null;
      }
      char c = text.charAt(at);
      if (c == '"') {
        return string();
      }
      if (c == '{' || c == '[') {
        return skip() ? "" : null;
      }
      int start = at;
      while (at < text.length() && ",}] \t\r".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return at > start ? text.substring(start, at) : null;
    }

    private boolean skip() {
      int depth = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') {
          if (string() == null) {
            return false;
          }
          continue;
        }
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        at++;
        if (depth == 0) {
          return true;
        }
      }
      return false;
    }

    private @Nullable String string() {
      if (at >= text.length() || text.charAt(at) != '"') {
        return null;
      }
      StringBuilder out = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '"') {
          at++;
          return out.toString();
        }
        if (c == '\\') {
          at++;
          if (at >= text.length()) {
            return null;
          }
          c = text.charAt(at);
          // Of the escapes only those matter that a path or a status can have.
          c = c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f' || c == 'u' ? ' ' : c;
        }
        out.append(c);
      }
      return null;
    }
  }
}
