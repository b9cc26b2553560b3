package io.openwlm.server.llm.json;

/** Writes a JSON object, member by member. Texts of others are escaped here and nowhere else. */
public final class JsonText {
  private final StringBuilder out = new StringBuilder(256).append('{');
  private boolean first = true;

  public JsonText text(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  public JsonText number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A value that is JSON already. */
  public JsonText raw(String name, String json) {
    name(name);
    out.append(json);
    return this;
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    quote(name);
    out.append(':');
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
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

  /** The object. */
  @Override
  public String toString() {
    return out + "}";
  }
}
