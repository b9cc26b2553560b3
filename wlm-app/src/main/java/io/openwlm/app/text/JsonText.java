package io.openwlm.app.text;

import io.openwlm.model.definition.PrintableText;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value into a text. Control characters, characters outside ASCII that a terminal
 * would act on, and unpaired surrogates are escaped; numbers that JSON does not have become null.
 */
public final class JsonText {
  private static final HexFormat HEX = HexFormat.of();
  private final StringBuilder out = new StringBuilder(1024);
  private boolean first = true;

  public JsonText object() {
    return open('{');
  }

  public JsonText array() {
    return open('[');
  }

  public JsonText endObject() {
    return close('}');
  }

  public JsonText endArray() {
    return close(']');
  }

  /** The name of the next value. */
  public JsonText name(String name) {
    separate();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  public JsonText value(@Nullable String value) {
    separate();
    if (value == null) {
      out.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  public JsonText value(long value) {
    separate();
    out.append(value);
    return this;
  }

  public JsonText value(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  /** At most 6 decimals. */
  public JsonText value(double value) {
    separate();
    if (Double.isFinite(value)) {
      String text = String.format(Locale.ROOT, "%.6f", value);
      out.append(text.replaceAll("0+$", "").replaceAll("\\.$", ""));
    } else {
      out.append("null");
    }
    return this;
  }

  public JsonText field(String name, @Nullable String value) {
    return name(name).value(value);
  }

  public JsonText field(String name, long value) {
    return name(name).value(value);
  }

  public JsonText field(String name, double value) {
    return name(name).value(value);
  }

  public JsonText field(String name, boolean value) {
    return name(name).value(value);
  }

  /** A list of texts. */
  public JsonText field(String name, Iterable<String> values) {
    name(name).array();
    for (String value : values) {
      value(value);
    }
    return endArray();
  }

  /** A number that may be missing. */
  public JsonText optional(String name, @Nullable Double value) {
    return value == null ? name(name).value((String) null) : field(name, value.doubleValue());
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private JsonText open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  private JsonText close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int end = i + Character.charCount(c);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (PrintableText.isPrintable(c)) {
        out.appendCodePoint(c);
      } else {
        for (; i < end; i++) {
          out.append("\\u").append(HEX.toHexDigits(text.charAt(i)));
        }
      }
      i = end;
    }
    out.append('"');
  }
}
