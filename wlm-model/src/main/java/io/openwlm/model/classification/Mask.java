package io.openwlm.model.classification;

import org.jspecify.annotations.Nullable;

/**
 * A z/OS mask (z/OS MVS Planning: Workload Management). {@code %} stands for exactly one character,
 * a {@code *} at the very end for any rest, also an empty one; anything else, a {@code *} elsewhere
 * too, for itself. Values are compared as if filled up with blanks, so a {@code %} at the end also
 * matches where the value has ended: {@code CICS%} matches {@code CICS}. Case counts. Matching
 * allocates nothing.
 */
public record Mask(String pattern) {
  /** Longest mask, in characters. */
  public static final int MAX_LENGTH = 4096;

  public Mask {
    String problem = problem(pattern);
    if (problem != null) {
      throw new IllegalArgumentException("mask " + problem);
    }
  }

  /** What is wrong with a text as a mask, or null if nothing is. */
  public static @Nullable String problem(String text) {
    if (text.isEmpty()) {
      return "is empty";
    }
    if (text.length() > MAX_LENGTH) {
      return "is longer than " + MAX_LENGTH + " characters";
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return "contains a control character";
    }
    return null;
  }

  /** True if a {@code *} stands anywhere but at the end, where it is an ordinary character. */
  public static boolean hasInnerStar(String text) {
    int star = text.indexOf('*');
    return star >= 0 && star < text.length() - 1;
  }

  /** True if the mask matches the whole value. */
  public boolean matches(String value) {
    return matches(value, 1, false);
  }

  /**
   * True if the mask matches a value from a position on.
   *
   * @param start 1 or more
   * @param part true to compare only as many characters as the mask has
   */
  public boolean matches(String value, int start, boolean part) {
    int fixed = fixedLength();
    int from = start - 1;
    for (int i = 0; i < fixed; i++) {
      char c = pattern.charAt(i);
      if (c != '%' && c != charAt(value, from + i)) {
        return false;
      }
    }
    for (int i = from + fixed; !part && !isOpen() && i < value.length(); i++) {
      if (value.charAt(i) != ' ') {
        return false;
      }
    }
    return true;
  }

  private static char charAt(String value, int index) {
    return index < value.length() ? value.charAt(index) : ' ';
  }

  /** True if some value of at most {@code length} characters matches. */
  public boolean canMatchWithin(int length) {
    for (int i = length; i < fixedLength(); i++) {
      if (pattern.charAt(i) != '%' && pattern.charAt(i) != ' ') {
        return false;
      }
    }
    return true;
  }

  /** True if this mask matches every value that the other one matches, both on whole values. */
  public boolean covers(Mask other) {
    int fixed = fixedLength();
    int otherFixed = other.fixedLength();
    for (int i = 0; i < fixed; i++) {
      char mine = pattern.charAt(i);
      boolean free = i < otherFixed ? other.pattern.charAt(i) == '%' : other.isOpen();
      char theirs = i < otherFixed ? other.pattern.charAt(i) : ' ';
      if (mine != '%' && (free || mine != theirs)) {
        return false;
      }
    }
    if (isOpen()) {
      return true;
    }
    for (int i = fixed; i < otherFixed; i++) {
      if (other.pattern.charAt(i) != ' ') {
        return false;
      }
    }
    return !other.isOpen();
  }

  /** True if the mask ends with the {@code *} that stands for any rest. */
  public boolean isOpen() {
    return pattern.charAt(pattern.length() - 1) == '*';
  }

  /** Characters before that {@code *}. */
  public int fixedLength() {
    return isOpen() ? pattern.length() - 1 : pattern.length();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
