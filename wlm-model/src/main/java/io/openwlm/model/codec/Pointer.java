package io.openwlm.model.codec;

import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901) as a chain of steps; its text is made when asked for, so that many
 * values below a long key cost no more than their own step.
 */
public record Pointer(@Nullable Pointer parent, String step) {
  /** The whole document. */
  static final Pointer ROOT = new Pointer(null, "");

  Pointer child(String key) {
    return new Pointer(this, key);
  }

  /** {@code /service-classes/0/name}; empty for the root. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Pointer p = this; p != null && p.parent != null; p = p.parent) {
      text.insert(0, "/" + p.step.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
