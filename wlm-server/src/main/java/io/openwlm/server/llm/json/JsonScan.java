package io.openwlm.server.llm.json;

import java.nio.charset.StandardCharsets;

/**
 * Walks over JSON in a part of a byte array, front to back. Builds nothing but the names and texts
 * that are asked for; checks the syntax of everything it passes; never goes deeper than {@value
 * #MAX_DEPTH} levels. All numbers that are read are whole.
 */
public final class JsonScan {
  public static final int MAX_DEPTH = 256;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int depth;

  public JsonScan(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  public JsonScan(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Takes a member of an object; a value that it does not take is skipped. */
  @FunctionalInterface
  public interface Member {
    void take(String name, JsonScan value) throws BadJson;
  }

  /** Takes an element of a list; one that it does not take is skipped. */
  @FunctionalInterface
  public interface Element {
    void take(JsonScan value) throws BadJson;
  }

  /** Where the next value begins: the position of its first byte. */
  public int position() {
    white();
    return at;
  }

  /** Where the last value ended. */
  public int taken() {
    return at;
  }

  /** The first byte of the next value; -1 at the end. */
  public int peek() {
    white();
    return at < end ? bytes[at] : -1;
  }

  public boolean isObject() {
    return peek() == '{';
  }

  public boolean isArray() {
    return peek() == '[';
  }

  public boolean isString() {
    return peek() == '"';
  }

  /** Takes a null if it comes next. */
  public boolean takeNull() throws BadJson {
    if (peek() != 'n') {
      return false;
    }
    word("null");
    return true;
  }

  /** Takes an object, member by member; takes anything else without a call. */
  public void members(Member member) throws BadJson {
    if (!isObject()) {
      skip();
      return;
    }
    enter();
    if (takeIf('}')) {
      leave();
      return;
    }
    do {
      String name = string();
      take(':');
      int before = position();
      member.take(name, this);
      if (at == before) {
        skip();
      }
    } while (takeIf(','));
    take('}');
    leave();
  }

  /** Takes a list, element by element; takes anything else without a call. */
  public void elements(Element element) throws BadJson {
    if (!isArray()) {
      skip();
      return;
    }
    enter();
    if (takeIf(']')) {
      leave();
      return;
    }
    do {
      int before = position();
      element.take(this);
      if (at == before) {
        skip();
      }
    } while (takeIf(','));
    take(']');
    leave();
  }

  private void enter() throws BadJson {
    at++;
    if (++depth > MAX_DEPTH) {
      throw new BadJson("the JSON is nested too deeply");
    }
  }

  private void leave() {
    depth--;
  }

  /** Nothing but white space may follow. */
  public void end() throws BadJson {
    if (peek() != -1) {
      throw new BadJson("text after the end of the JSON");
    }
  }

  /** Takes {@code true} or {@code false}. */
  public boolean bool() throws BadJson {
    if (peek() == 't') {
      word("true");
      return true;
    }
    word("false");
    return false;
  }

  /** A whole number of at most 15 digits. */
  public long integer() throws BadJson {
    int from = position();
    number();
    int digits = from < end && bytes[from] == '-' ? from + 1 : from;
    if (at - digits > 15) {
      throw new BadJson("a number is too large");
    }
    long value = 0;
    for (int i = digits; i < at; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        throw new BadJson("a number must be whole");
      }
      value = value * 10 + (bytes[i] - '0');
    }
    return digits == from ? value : -value;
  }

  /** A whole number from 0 on as a provider reports it; -1 for anything else, which is skipped. */
  public long count() throws BadJson {
    int first = peek();
    if (first < '0' || first > '9') {
      skip();
      return -1;
    }
    try {
      return integer();
    } catch (BadJson notWhole) {
      return -1;
    }
  }

  /** A text, escapes resolved. */
  public String string() throws BadJson {
    int from = position() + 1;
    boolean plain = skipString();
    int to = at - 1;
    if (plain) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    return JsonEscapes.text(bytes, from, to);
  }

  /** How many bytes the next value has if it is a text, without its quotes; else 0. Takes it. */
  public int textBytes() throws BadJson {
    if (!isString()) {
      skip();
      return 0;
    }
    int from = at;
    skipString();
    return at - from - 2;
  }

  /** Takes the next value, whatever it is. */
  public void skip() throws BadJson {
    long[] objects = new long[MAX_DEPTH / Long.SIZE]; // which open levels are objects
    int open = 0;
    boolean value = true;
    do {
      if (value) {
        int first = peek();
        if (first == '{' || first == '[') {
          boolean object = first == '{';
          enter();
          set(objects, ++open, object);
          if (takeIf(object ? '}' : ']')) {
            leave();
            open--;
            value = false;
          } else if (object) {
            key();
          }
          continue;
        }
        scalar(first);
      }
      value = false;
      if (open > 0) {
        boolean object = get(objects, open);
        if (takeIf(',')) {
          if (object) {
            key();
          }
          value = true;
        } else {
          take(object ? '}' : ']');
          leave();
          open--;
        }
      }
    } while (open > 0 || value);
  }

  private static void set(long[] bits, int level, boolean on) {
    int i = level - 1;
    long bit = 1L << i;
    bits[i / Long.SIZE] = on ? bits[i / Long.SIZE] | bit : bits[i / Long.SIZE] & ~bit;
  }

  private static boolean get(long[] bits, int level) {
    int i = level - 1;
    return (bits[i / Long.SIZE] & (1L << i)) != 0;
  }

  private void key() throws BadJson {
    white();
    skipString();
    take(':');
  }

  private void scalar(int first) throws BadJson {
    switch (first) {
      case '"' -> skipString();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void number() throws BadJson {
    if (at < end && bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      digits();
    }
    if (at < end && bytes[at] == '.') {
      at++;
      digits();
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits();
    }
  }

  private void digits() throws BadJson {
    int from = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw bad();
    }
  }

  /** Passes a string; returns whether it is ASCII without escapes. */
  private boolean skipString() throws BadJson {
    if (at >= end || bytes[at] != '"') {
      throw bad();
    }
    at++;
    boolean plain = true;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        at++;
        return plain;
      }
      if (b < 0) {
        plain = false;
      } else if (b == '\\') {
        plain = false;
        at++;
        if (at < end && bytes[at] == 'u') {
          hex();
        } else if (at >= end || "\"\\/bfnrt".indexOf(bytes[at]) < 0) {
          throw bad();
        }
      } else if (b < ' ') {
        throw bad();
      }
      at++;
    }
    throw bad();
  }

  private void hex() throws BadJson {
    for (int i = 0; i < 4; i++) {
      at++;
      if (at >= end || bytes[at] < 0 || Character.digit(bytes[at], 16) < 0) {
        throw bad();
      }
    }
  }

  private void word(String word) throws BadJson {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= end || bytes[at + i] != word.charAt(i)) {
        throw bad();
      }
    }
    at += word.length();
  }

  private void take(char wanted) throws BadJson {
    if (peek() != wanted) {
      throw bad();
    }
    at++;
  }

  private boolean takeIf(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void white() {
    while (at < end) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return;
      }
      at++;
    }
  }

  private static BadJson bad() {
    return new BadJson("this is not JSON");
  }
}
