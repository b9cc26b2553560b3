package io.openwlm.linux.container;

import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON written by others: texts that are not JSON, or nested deeper than any file this is
 * for, give nothing. Never throws.
 */
final class JsonObjects {
  private static final int MAX_DEPTH = 64;
  private static final JsonType<Object> ANYTHING = Jsonb.builder().build().type(Object.class);

  private JsonObjects() {}

  /** The value of a text: maps, lists, texts and numbers; null if it is not JSON. */
  static @Nullable Object parse(String text) {
    if (depth(text) > MAX_DEPTH) {
      return null;
    }
    try {
      return ANYTHING.fromJson(text);
    } catch (JsonException | IllegalArgumentException | IllegalStateException e) {
      return null;
    } catch (IndexOutOfBoundsException | NullPointerException | ArithmeticException e) {
      return null; // the parser met the end of a text that was cut off, or a number out of range
    }
  }

  /** The object at a key of an object; empty if there is none. */
  static Map<?, ?> object(@Nullable Object value, String key) {
    return value instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> inner
        ? inner
        : Map.of();
  }

  /** The items of an array; empty if the value is none. */
  static List<?> items(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** The text at a key of an object; null if there is none or it is empty. */
  static @Nullable String text(@Nullable Object value, String key) {
    return value instanceof Map<?, ?> map && map.get(key) instanceof String text && !text.isEmpty()
        ? text
        : null;
  }

  /** How deep brackets are nested, outside of quotes. */
  private static int depth(String text) {
    int deepest = 0;
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && (c == '{' || c == '[')) {
        deepest = Math.max(deepest, ++depth);
      } else if (!quoted && (c == '}' || c == ']')) {
        depth--;
      }
    }
    return deepest;
  }
}
