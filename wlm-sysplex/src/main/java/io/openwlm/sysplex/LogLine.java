package io.openwlm.sysplex;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One line of the log: a JSON object in ASCII whose last key is {@code hash}, SHA-256 over all that
 * stands before it in the line. A line is sound if its hash fits; it follows another line if it
 * names that line's hash and the next number.
 */
final class LogLine {
  /** The longest line; a definition of 1 MiB is at most 6 MiB with its escapes. */
  static final int MAX_BYTES = 8 << 20;

  private static final byte[] HASH_KEY = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_DIGITS = 64;
  private static final int TAIL = HASH_KEY.length + HASH_DIGITS + 2;

  private LogLine() {}

  /**
   * The line with its hash and its line feed.
   *
   * @param open the object without its closing brace
   */
  static byte[] seal(String open) {
    byte[] body = open.getBytes(StandardCharsets.US_ASCII);
    String tail = ",\"hash\":\"" + hash(body, body.length) + "\"}\n";
    byte[] line = Arrays.copyOf(body, body.length + tail.length());
    System.arraycopy(tail.getBytes(StandardCharsets.US_ASCII), 0, line, body.length, tail.length());
    return line;
  }

  /** True if the line, without its line feed, is what was written. */
  static boolean isSound(byte[] line, int length) {
    int at = length - TAIL;
    if (at <= 0 || line[length - 2] != '"' || line[length - 1] != '}') {
      return false;
    }
    for (int i = 0; i < HASH_KEY.length; i++) {
      if (line[at + i] != HASH_KEY[i]) {
        return false;
      }
    }
    return hash(line, at).equals(hashOf(line, length));
  }

  /** The hash that a sound line carries. */
  static String hashOf(byte[] line, int length) {
    return new String(line, length - 2 - HASH_DIGITS, HASH_DIGITS, StandardCharsets.US_ASCII);
  }

  private static String hash(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
