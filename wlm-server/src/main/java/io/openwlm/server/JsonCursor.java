package io.openwlm.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from a part of a byte array, front to back, without recursion and without building
 * anything for numbers and keys. Never reads outside its part; says {@link BadRequest} to
 * everything that is not what was asked for.
 */
public final class JsonCursor {
  private byte[] bytes = new byte[0];
  private int begin;
  private int at;
  private int end;

  public void reset(byte[] source, int from, int length) {
    bytes = source;
    begin = from;
    at = from;
    end = from + length;
  }

  /** Position to come back to with {@link #moveTo}. */
  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** The next byte that is not white space, without taking it; -1 at the end. */
  public int peek() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b;
      }
      at++;
    }
    return -1;
  }

  public void take(char wanted) throws BadRequest {
    if (peek() != wanted) {
      throw new BadRequest("'" + wanted + "' expected " + where());
    }
    at++;
  }

  /** Takes {@code wanted} if it comes next. */
  public boolean takeIf(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  public void takeEnd() throws BadRequest {
    if (peek() != -1) {
      throw new BadRequest("text after the object " + where());
    }
  }

  public boolean takeBoolean(String what) throws BadRequest {
    peek();
    if (takeWord("true")) {
      return true;
    }
    if (takeWord("false")) {
      return false;
    }
    throw new BadRequest(what + " must be true or false");
  }

  private boolean takeWord(String word) {
    if (end - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  /** A whole number from 0 to {@code max}. */
  public long takeNumber(String what, long max) throws BadRequest {
    int first = peek();
    if (first == '-') {
      throw new BadRequest(what + " must not be negative");
    }
    if (first < '0' || first > '9') {
      throw new BadRequest(what + " must be a whole number");
    }
    int start = at;
    long value = 0;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at] - '0');
      at++;
      if (at - start > 18 || value > max) {
        throw new BadRequest(what + " must be at most " + max);
      }
    }
    if (first == '0' && at - start > 1) {
      throw new BadRequest(what + " must not begin with 0");
    }
    if (at < end && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E')) {
      throw new BadRequest(what + " must be a whole number");
    }
    return value;
  }

  /** Keys as {@link #takeKey} wants them. */
  static byte[][] keys(String... texts) {
    byte[][] all = new byte[texts.length][];
    for (int i = 0; i < texts.length; i++) {
      all[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
    }
    return all;
  }

  /** Which of the keys comes next; takes it and its colon. */
  int takeKey(byte[][] keys) throws BadRequest {
    take('"');
    int start = at;
    while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    for (int i = 0; i < keys.length; i++) {
      if (at < end && Arrays.equals(bytes, start, at, keys[i], 0, keys[i].length)) {
        take('"');
        take(':');
        return i;
      }
    }
    String key = new String(bytes, start, Math.min(at - start, 64), StandardCharsets.UTF_8);
    throw new BadRequest("unknown key \"" + Printable.line(key, 64) + "\"");
  }

  /**
   * A string of at most {@code maxBytes} bytes.
   *
   * @param last returned instead of a new string if it is the same
   */
  public String takeString(String what, int maxBytes, @Nullable String last) throws BadRequest {
    if (peek() != '"') {
      throw new BadRequest(what + " must be a string");
    }
    int start = ++at;
    boolean plain = true;
    while (at < end && bytes[at] != '"') {
      if (bytes[at] >= 0 && bytes[at] < ' ') {
        throw new BadRequest(what + " holds a control character that is not escaped");
      }
      plain &= bytes[at] >= 0 && bytes[at] != '\\';
      at += bytes[at] == '\\' ? 2 : 1;
    }
    if (at >= end) {
      throw new BadRequest(what + " has no end");
    }
    int length = at - start;
    at++;
    if (length > maxBytes) {
      throw new BadRequest(what + " must be at most " + maxBytes + " bytes");
    }
    if (!plain) {
      return unescape(what, decode(what, start, length));
    }
    return last != null && isAscii(last, start, length)
        ? last
        : new String(bytes, start, length, StandardCharsets.US_ASCII);
  }

  private boolean isAscii(String text, int start, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }

  private String decode(String what, int start, int length) throws BadRequest {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, start, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadRequest(what + " is not UTF-8");
    }
  }

  private static String unescape(String what, String text) throws BadRequest {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(i++);
      switch (escaped) {
        case '"', '\\', '/' -> out.append(escaped);
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'u' -> {
          out.append(codeUnit(what, text, i));
          i += 4;
        }
        default -> throw new BadRequest(what + " has an unknown escape");
      }
    }
    return out.toString();
  }

  private static char codeUnit(String what, String text, int from) throws BadRequest {
    int unit = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0 || text.charAt(i) > 'f') {
        throw new BadRequest(what + " has an unknown escape");
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private String where() {
    return peek() == -1 ? "at the end" : "at byte " + (at - begin);
  }
}
