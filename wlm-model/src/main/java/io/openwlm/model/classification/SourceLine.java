package io.openwlm.model.classification;

/**
 * Where something stands in its file, for messages. All places are equal: two definitions that say
 * the same are the same, wherever their lines stand.
 *
 * @param line 1 or more; 0 if there is no file
 */
public record SourceLine(int line) {
  public static final SourceLine NONE = new SourceLine(0);

  @Override
  public boolean equals(Object other) {
    return other instanceof SourceLine;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
