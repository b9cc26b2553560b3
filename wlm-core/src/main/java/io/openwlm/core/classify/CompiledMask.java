package io.openwlm.core.classify;

import io.openwlm.model.classification.Mask;

/**
 * A mask at its place in a qualifier, ready to compare. Answers as {@link Mask#matches(String, int,
 * boolean)} does, also for one line of a longer text, and allocates nothing.
 */
final class CompiledMask {
  private final String pattern;
  private final String fixed;
  private final int offset;

  /** True if anything may follow the fixed part. */
  private final boolean restIsFree;

  /** True if the fixed part is plain text that ends with no blank. */
  private final boolean plain;

  /** True if it is plain at the first position. */
  private final boolean simple;

  private final int length;
  private final char first;

  /**
   * A mask in a place.
   *
   * @param start position of its first character, from 1
   * @param part true to compare only as many characters as the mask has
   */
  CompiledMask(String pattern, int start, boolean part) {
    Mask mask = new Mask(pattern);
    this.pattern = pattern;
    this.fixed = pattern.substring(0, mask.fixedLength());
    this.offset = start - 1;
    this.restIsFree = part || mask.isOpen();
    this.plain = !fixed.isEmpty() && fixed.indexOf('%') < 0 && !fixed.endsWith(" ");
    this.simple = plain && offset == 0;
    this.length = fixed.length();
    this.first = fixed.isEmpty() ? ' ' : fixed.charAt(0);
  }

  boolean matches(String value) {
    if (!simple) {
      return matches(value, 0, value.length());
    }
    int more = value.length() - length;
    return more >= 0
        && value.charAt(0) == first
        && (more == 0
            ? value.equals(fixed)
            : value.startsWith(fixed) && (restIsFree || isBlank(value, length, value.length())));
  }

  /** True if the mask matches the text from {@code begin} to {@code end}. */
  boolean matches(String value, int begin, int end) {
    int from = begin + offset;
    if (!plain) {
      return matchesSlowly(value, from, end);
    }
    int to = from + length;
    return to <= end
        && value.charAt(from) == first
        && value.startsWith(fixed, from)
        && (restIsFree || to == end || isBlank(value, to, end));
  }

  private boolean matchesSlowly(String value, int from, int end) {
    for (int i = 0; i < length; i++) {
      char c = fixed.charAt(i);
      if (c != '%' && c != (from + i < end ? value.charAt(from + i) : ' ')) {
        return false;
      }
    }
    return restIsFree || isBlank(value, from + length, end);
  }

  /** True if nothing but blanks stands from {@code from} to {@code end}. */
  static boolean isBlank(String value, int from, int end) {
    for (int i = from; i < end; i++) {
      if (value.charAt(i) != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Position in the value, from 0, that the mask starts at. */
  int offset() {
    return offset;
  }

  /** Position behind the last fixed character. */
  int end() {
    return offset + length;
  }

  /** True if anything may follow the fixed part. */
  boolean restIsFree() {
    return restIsFree;
  }

  /** Number of characters that have to be just so. */
  int literals() {
    return (int) fixed.chars().filter(c -> c != '%').count();
  }

  /**
   * What the value has to have at a position, from 0.
   *
   * @return a character, or -1 if anything will do
   */
  int wanted(int position) {
    if (position < offset || position >= end()) {
      return position < offset || restIsFree ? -1 : ' ';
    }
    char c = fixed.charAt(position - offset);
    return c == '%' ? -1 : c;
  }

  @Override
  public String toString() {
    return pattern;
  }
}
