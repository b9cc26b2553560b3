package io.openwlm.model.json;

import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects as maps: text, numbers, booleans, lists and maps; null for null. */
public final class JsonObjects {
  private static final JsonType<Object> ANY =
      Jsonb.builder().serializeNulls(true).build().type(Object.class);

  private JsonObjects() {}

  /** The object on one line, its keys in the order of the map. */
  public static String write(Map<String, ? extends @Nullable Object> object) {
    return ANY.toJson(object);
  }

  /**
   * Reads one object; nothing but blanks may stand behind it.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> read(String json) {
    @Nullable Object value;
    try {
      value = ANY.fromJson(json);
    } catch (JsonException | NullPointerException | IllegalStateException e) {
      throw new IllegalArgumentException("no JSON object", e);
    }
    if (value instanceof Map<?, ?> map && endsWithIt(json)) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("no JSON object");
  }

  /** True if nothing stands behind the first object of a text that was read as JSON. */
  private static boolean endsWithIt(String json) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 0) {
          return json.substring(i + 1).isBlank();
        }
      } else {
        quoted = c == '"';
      }
    }
    return false;
  }
}
