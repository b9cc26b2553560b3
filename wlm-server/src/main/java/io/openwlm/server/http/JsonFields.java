package io.openwlm.server.http;

import io.openwlm.server.BadRequest;
import io.openwlm.server.JsonCursor;
import io.openwlm.server.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: one JSON object of texts, whole numbers and booleans, in it at most one
 * level of objects of texts. What is not expected, given twice or of another type is refused with a
 * pointer to it.
 */
public final class JsonFields {
  private static final int MAX_TEXT_BYTES = 4096;
  private static final int MAX_FIELDS = 64;
  private static final long MAX_NUMBER = 1_000_000_000_000L;

  private final Map<String, Object> values;

  private JsonFields(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * @param body empty counts as an object without fields
   * @param known the names it may have
   */
  public static JsonFields of(byte[] body, Set<String> known) {
    JsonCursor json = new JsonCursor();
    json.reset(body, 0, body.length);
    if (json.peek() == -1) {
      return new JsonFields(Map.of());
    }
    try {
      Map<String, Object> values = object(json, known, "");
      json.takeEnd();
      return new JsonFields(values);
    } catch (BadRequest e) {
      throw HttpProblem.badField("", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, Object> object(
      JsonCursor json, @Nullable Set<String> known, String inside) throws BadRequest {
    Map<String, Object> values = new LinkedHashMap<>();
    json.take('{');
    if (json.takeIf('}')) {
      return values;
    }
    do {
      String name = json.takeString("a name", 64, null);
      String place = inside + Printable.line(name, 64).replace("~", "~0").replace("/", "~1");
      json.take(':');
      if (known != null && !known.contains(name)) {
        String names = String.join(", ", new TreeSet<>(known));
        throw HttpProblem.badField(
            place,
            "unknown field; " + (names.isEmpty() ? "none is known here" : "known: " + names));
      }
      if (values.size() == MAX_FIELDS) {
        throw HttpProblem.badField(place, "more than " + MAX_FIELDS + " fields");
      }
      if (values.put(name, value(json, place, known != null)) != null) {
        throw HttpProblem.badField(place, "given twice");
      }
    } while (json.takeIf(','));
    json.take('}');
    return values;
  }

  private static Object value(JsonCursor json, String place, boolean outside) {
    try {
      return switch (json.peek()) {
        case '"' -> json.takeString("it", MAX_TEXT_BYTES, null);
        case 't', 'f' -> json.takeBoolean("it");
        case '{' -> {
          if (!outside) {
            throw HttpProblem.badField(place, "an object is not expected here");
          }
          yield object(json, null, place + "/");
        }
        default -> json.takeNumber("it", MAX_NUMBER);
      };
    } catch (BadRequest e) {
      throw HttpProblem.badField(place, String.valueOf(e.getMessage()));
    }
  }

  /** A text; null if it is not given. */
  public @Nullable String text(String name) {
    return typed(name, String.class, "a text");
  }

  /** A text that must be there and not empty. */
  public String needText(String name) {
    String value = text(name);
    if (value == null || value.isEmpty()) {
      throw HttpProblem.badField(name, name + " is missing");
    }
    return value;
  }

  public boolean flag(String name, boolean ifAbsent) {
    Boolean value = typed(name, Boolean.class, "true or false");
    return value == null ? ifAbsent : value;
  }

  /** A boolean that must be there. */
  public boolean needFlag(String name) {
    if (!values.containsKey(name)) {
      throw HttpProblem.badField(name, name + " is missing");
    }
    return flag(name, false);
  }

  public long number(String name, long ifAbsent, long min, long max) {
    Long value = typed(name, Long.class, "a whole number");
    if (value != null && (value < min || value > max)) {
      throw HttpProblem.badField(name, name + " must be from " + min + " to " + max);
    }
    return value == null ? ifAbsent : value;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** An object of texts; empty if it is not given. */
  public Map<String, String> texts(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Map.of();
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw HttpProblem.badField(name, name + " must be an object");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((key, entry) -> {
      if (!(entry instanceof String text)) {
        throw HttpProblem.badField(name + "/" + key, "it must be a text");
      }
      texts.put(String.valueOf(key), text);
    });
    return texts;
  }

  private <T> @Nullable T typed(String name, Class<T> type, String wanted) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw HttpProblem.badField(name, name + " must be " + wanted);
    }
    return value == null ? null : type.cast(value);
  }
}
