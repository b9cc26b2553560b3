package io.openwlm.linux.fs;

import java.nio.ByteBuffer;

/**
 * Reads numbers out of the text of kernel files. Allocates nothing. Text that is not as expected
 * gives {@link #NONE}, never an exception.
 */
public final class KernelText {
  /** No such number. Kernel totals are never negative. */
  public static final long NONE = -1;

  private KernelText() {}

  /** An ASCII word to look for, made once. */
  public static byte[] key(String word) {
    byte[] bytes = new byte[word.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) word.charAt(i);
    }
    return bytes;
  }

  /** The number after {@code key} and one blank at the start of a line: flat keyed files. */
  public static long flat(ByteBuffer text, byte[] key) {
    int at = lineStarting(text, key);
    return at < 0 || at >= text.limit() || text.get(at) != ' ' ? NONE : number(text, at + 1);
  }

  /**
   * The number after {@code name} in the line that starts with {@code line}: nested keyed files
   * such as {@code some avg10=0.00 total=12}, where {@code name} is {@code total=}.
   */
  public static long nested(ByteBuffer text, byte[] line, byte[] name) {
    int at = lineStarting(text, line);
    if (at < 0) {
      return NONE;
    }
    for (; at < text.limit() && text.get(at) != '\n'; at++) {
      if (text.get(at) == ' ' && matches(text, at + 1, name)) {
        return number(text, at + 1 + name.length);
      }
    }
    return NONE;
  }

  /** The sum of the numbers after {@code name} in all lines; 0 if there is none. */
  public static long sum(ByteBuffer text, byte[] name) {
    long sum = 0;
    for (int at = 0; at < text.limit(); at++) {
      if (text.get(at) == ' ' && matches(text, at + 1, name)) {
        sum += Math.max(0, number(text, at + 1 + name.length));
      }
    }
    return sum;
  }

  /** The number in column {@code column} (from 0) of a line of numbers parted by one blank. */
  public static long column(ByteBuffer text, int column) {
    int at = 0;
    for (int skipped = 0; skipped < column; at++) {
      if (at >= text.limit() || text.get(at) == '\n') {
        return NONE;
      }
      if (text.get(at) == ' ') {
        skipped++;
      }
    }
    return number(text, at);
  }

  /** The whole of a text as a number, white space around it allowed; NONE if it is not one. */
  public static long parse(String text) {
    String digits = text.strip();
    if (digits.isEmpty() || digits.length() > 18) {
      return NONE;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int lineStarting(ByteBuffer text, byte[] key) {
    int at = 0;
    while (at < text.limit()) {
      if (matches(text, at, key)) {
        return at + key.length;
      }
      while (at < text.limit() && text.get(at) != '\n') {
        at++;
      }
      at++;
    }
    return -1;
  }

  private static boolean matches(ByteBuffer text, int at, byte[] word) {
    if (at + word.length > text.limit()) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (text.get(at + i) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static long number(ByteBuffer text, int start) {
    long value = 0;
    int at = start;
    for (; at < text.limit(); at++) {
      int digit = text.get(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (value > (Long.MAX_VALUE - 9) / 10) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return at == start || (at < text.limit() && !isEnd(text.get(at))) ? NONE : value;
  }

  private static boolean isEnd(byte character) {
    return character == '\n' || character == ' ' || character == '\t';
  }
}
