package io.openwlm.model.token;

import java.util.Locale;

/**
 * Kinds of tokens. They are disjoint: no token is counted under two of them, whatever the provider
 * includes in what.
 */
public enum TokenKind {
  /** Input that the provider read anew. */
  INPUT(0),
  /** Input that the provider found in its cache. */
  CACHED_INPUT(1),
  /** Input that the provider put into its cache. */
  CACHE_WRITE(2),
  /** Output that the client sees. */
  OUTPUT(3),
  /** Output that the model kept to itself: reasoning, thoughts. */
  REASONING(4);

  private final int index;

  TokenKind(int index) {
    this.index = index;
  }

  /** Its place in lists with a number for each kind, 0 to 4. */
  public int index() {
    return index;
  }

  /** The key in definitions, metrics and JSON: {@code cached-input}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public boolean isOutput() {
    return this == OUTPUT || this == REASONING;
  }
}
