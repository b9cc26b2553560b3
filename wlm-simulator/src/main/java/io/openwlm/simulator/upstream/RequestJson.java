package io.openwlm.simulator.upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a request into maps, lists, texts, numbers and booleans. Long texts are no
 * trouble; nesting beyond any real request is.
 */
final class RequestJson {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private RequestJson(String text) {
    this.text = text;
  }

  /** That it is none. */
  private static final class NotJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJson() {
      super("not JSON", null, false, false);
    }
  }

  /** The value of a text; null if it is none, or {@code null}. */
  static @Nullable Object parse(String text) {
    try {
      RequestJson json = new RequestJson(text);
      Object value = json.value(0);
      json.space();
      return json.at == text.length() ? value : null;
    } catch (NotJson | NumberFormatException | StringIndexOutOfBoundsException e) {
      return null;
    }
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new NotJson();
    }
    space();
    return switch (text.charAt(at)) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> members = new HashMap<>();
    at++;
    if (next('}')) {
      return members;
    }
    do {
      space();
      String key = string();
      take(':');
      members.put(key, value(depth + 1));
    } while (next(','));
    take('}');
    return members;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    at++;
    if (next(']')) {
      return items;
    }
    do {
      items.add(value(depth + 1));
    } while (next(','));
    take(']');
    return items;
  }

  private String string() {
    if (text.charAt(at) != '"') {
      throw new NotJson();
    }
    StringBuilder out = new StringBuilder();
    int from = ++at;
    while (text.charAt(at) != '"') {
      if (text.charAt(at) == '\\') {
        out.append(text, from, at).append(escaped(text.charAt(at + 1)));
        from = at;
      } else {
        at++;
      }
    }
    return out.append(text, from, at++).toString();
  }

  /** The character behind a backslash; goes on behind it. */
  private char escaped(char kind) {
    if (kind == 'u') {
      char unit = (char) Integer.parseInt(text.substring(at + 2, at + 6), 16);
      at += 6;
      return unit;
    }
    at += 2;
    return switch (kind) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> kind;
      default -> throw new NotJson();
    };
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw new NotJson();
    }
    at += word.length();
    return value;
  }

  private Double number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.valueOf(text.substring(from, at));
  }

  private void take(char wanted) {
    if (!next(wanted)) {
      throw new NotJson();
    }
  }

  private boolean next(char wanted) {
    space();
    if (text.charAt(at) != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
