package io.openwlm.server.llm.json;

import io.openwlm.server.JsonText;

/** Writes a JSON object, member by member; texts of others are escaped. */
public final class JsonObjectText {
  private final StringBuilder out = new StringBuilder(256).append('{');
  private boolean first = true;

  public JsonObjectText text(String name, String value) {
    name(name);
    JsonText.quote(out, value);
    return this;
  }

  public JsonObjectText number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A value that is JSON already. */
  public JsonObjectText raw(String name, String json) {
    name(name);
    out.append(json);
    return this;
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    JsonText.quote(out, name);
    out.append(':');
  }

  /** The object. */
  @Override
  public String toString() {
    return out + "}";
  }
}
