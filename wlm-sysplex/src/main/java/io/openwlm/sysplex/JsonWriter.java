package io.openwlm.sysplex;

/** Writes a JSON object in ASCII, in one line. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder(256).append('{');

  JsonWriter text(String key, String value) {
    name(key);
    quote(value);
    return this;
  }

  JsonWriter number(String key, long value) {
    name(key);
    out.append(value);
    return this;
  }

  JsonWriter flag(String key, boolean value) {
    name(key);
    out.append(value);
    return this;
  }

  /** Begins an object in this one. */
  JsonWriter object(String key) {
    name(key);
    out.append('{');
    return this;
  }

  /** Ends the object that was begun last. */
  JsonWriter end() {
    out.append('}');
    return this;
  }

  /** The outer object without its closing brace. */
  String open() {
    return out.toString();
  }

  private void name(String key) {
    if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    quote(key);
    out.append(':');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c >= ' ' && c < 0x7f) {
        out.append(c);
      } else {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit((c >> shift) & 15, 16));
        }
      }
    }
    out.append('"');
  }
}
