package io.openwlm.model.definition;

import org.jspecify.annotations.Nullable;

/**
 * A z/OS mask, compared with a whole value: {@code %} stands for exactly one character (a Java
 * {@code char}), a {@code *} at the end for any rest, also an empty one; anything else for itself.
 * Never has a {@code *} elsewhere and is never empty. Matching allocates nothing.
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
    if (hasInnerStar(text)) {
      return "has a * before its end";
    }
    return null;
  }

  /** True if a {@code *} stands anywhere but at the end. */
  public static boolean hasInnerStar(String text) {
    int star = text.indexOf('*');
    return star >= 0 && star < text.length() - 1;
  }

  /** True if the mask matches the whole value. */
  public boolean matches(String value) {
    int fixed = fixedLength();
    if (isOpen() ? value.length() < fixed : value.length() != fixed) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      char c = pattern.charAt(i);
      if (c != '%' && c != value.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** True if some value of at most {@code length} characters matches. */
  public boolean canMatchWithin(int length) {
    return fixedLength() <= length;
  }

  /** True if this mask matches every value that the other one matches. */
  public boolean covers(Mask other) {
    int fixed = fixedLength();
    int otherFixed = other.fixedLength();
    if (isOpen() ? otherFixed < fixed : other.isOpen() || otherFixed != fixed) {
      return false;
    }
    for (int i = 0; i < fixed; i++) {
      char c = pattern.charAt(i);
      if (c != '%' && c != other.pattern.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isOpen() {
    return pattern.charAt(pattern.length() - 1) == '*';
  }

  private int fixedLength() {
    return isOpen() ? pattern.length() - 1 : pattern.length();
  }

  @Override
  public String toString() {
    return pattern;
  }
}
