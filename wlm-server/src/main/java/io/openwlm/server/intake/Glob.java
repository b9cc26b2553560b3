package io.openwlm.server.intake;

import java.nio.charset.StandardCharsets;

/**
 * A pattern that needs time proportional to pattern times text, whatever both are: {@code ?} is one
 * character, {@code *} any but {@code /}, {@code **} any. Matches the whole text. Texts are bytes
 * as characters (ISO 8859-1), as log files hold them.
 */
final class Glob {
  static final int MAX_LENGTH = 256;

  private static final char STAR = '\0';
  private static final char ANYTHING = '\1';
  private static final char ONE = '\2';

  private final String source;
  private final char[] pattern;

  /**
   * @param source at most {@value #MAX_LENGTH} characters
   */
  Glob(String source) {
    this.source = source;
    byte[] utf8 = source.getBytes(StandardCharsets.UTF_8);
    String raw = new String(utf8, StandardCharsets.ISO_8859_1);
    pattern =
        raw.replace("**", String.valueOf(ANYTHING))
            .replace('*', STAR)
            .replace('?', ONE)
            .toCharArray();
  }

  boolean matches(String text) {
    boolean[] reached = new boolean[pattern.length + 1];
    reached[0] = true;
    close(reached);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean diagonal = false;
      for (int p = 0; p <= pattern.length; p++) {
        boolean was = reached[p];
        boolean stays =
            was
                && p < pattern.length
                && (pattern[p] == ANYTHING || (pattern[p] == STAR && c != '/'));
        reached[p] = diagonal || stays;
        diagonal = was && p < pattern.length && (pattern[p] == ONE || pattern[p] == c);
        if (pattern.length > p && (pattern[p] == STAR || pattern[p] == ANYTHING)) {
          diagonal = false;
        }
      }
      close(reached);
    }
    return reached[pattern.length];
  }

  /** Stars may match nothing. */
  private void close(boolean[] reached) {
    for (int p = 0; p < pattern.length; p++) {
      if (reached[p] && (pattern[p] == STAR || pattern[p] == ANYTHING)) {
        reached[p + 1] = true;
      }
    }
  }

  @Override
  public String toString() {
    return source;
  }
}
