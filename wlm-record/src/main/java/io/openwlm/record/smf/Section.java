package io.openwlm.record.smf;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/**
 * One section of a record, seen through a layout. Fields behind the end of a section that is
 * shorter than its layout read as zero or empty, as with records of older releases.
 */
public final class Section {
  static final Charset EBCDIC = Charset.forName("IBM1047");
  private static final byte BLANK = 0x40;
  private static final byte QUESTION_MARK = 0x6f;

  private final Layout layout;
  private final byte[] bytes;
  private final int at;
  private final int length;

  /**
   * @param at where it starts
   * @param length of the section in this record; it lies within the bytes
   */
  Section(Layout layout, byte[] bytes, int at, int length) {
    this.layout = layout;
    this.bytes = bytes;
    this.at = at;
    this.length = length;
  }

  /** Bytes without fields. */
  public static Section raw(Layout layout, byte[] bytes) {
    return new Section(layout, bytes, 0, bytes.length);
  }

  /** An empty one to be filled: all zero. */
  public static Section empty(Layout layout) {
    return new Section(layout, new byte[layout.length()], 0, layout.length());
  }

  public Layout layout() {
    return layout;
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    byte[] copy = new byte[length];
    System.arraycopy(bytes, at, copy, 0, length);
    return copy;
  }

  /** True if the section is long enough to have the field. */
  public boolean has(Field field) {
    return field.end() <= length;
  }

  /**
   * Sets a number; what the field is too short for becomes its highest value, below 0 becomes 0.
   */
  public Section put(String name, long value) {
    Field field = layout.field(name);
    long highest = field.length() == 8 ? Long.MAX_VALUE : (1L << (8 * field.length())) - 1;
    long left = Math.clamp(value, 0, highest);
    for (int i = field.end() - 1; i >= field.offset(); i--) {
      bytes[at + i] = (byte) left;
      left >>>= 8;
    }
    return this;
  }

  /** Sets a number or a float, as the field has it; numbers are rounded. */
  public Section put(String name, double value) {
    Field field = layout.field(name);
    if (field.kind() != Field.Kind.FLOAT) {
      return put(name, Math.round(value));
    }
    ByteBuffer.wrap(bytes, at + field.offset(), 8).putLong(Numbers.toHexFloat(value));
    return this;
  }

  /** Sets a text in EBCDIC, cut or padded with blanks; characters it does not have become '?'. */
  public Section put(String name, String text) {
    Field field = layout.field(name);
    byte[] coded = coded(text);
    for (int i = 0; i < field.length(); i++) {
      bytes[at + field.offset() + i] = i < coded.length ? coded[i] : BLANK;
    }
    return this;
  }

  private static byte[] coded(String text) {
    try {
      ByteBuffer coded =
          EBCDIC
              .newEncoder()
              .replaceWith(new byte[] {QUESTION_MARK})
              .onMalformedInput(CodingErrorAction.REPLACE)
              .onUnmappableCharacter(CodingErrorAction.REPLACE)
              .encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[coded.remaining()];
      coded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("replaced characters cannot fail", e);
    }
  }

  public Section putPacked(String name, long value) {
    Field field = layout.field(name);
    System.arraycopy(
        Numbers.toPacked(value, field.length()), 0, bytes, at + field.offset(), field.length());
    return this;
  }

  public Section putClock(String name, long epochMillis) {
    Field field = layout.field(name);
    ByteBuffer.wrap(bytes, at + field.offset(), 8).putLong(Numbers.toClock(epochMillis));
    return this;
  }

  /** Sets bytes as they are, as many as the field has. */
  public Section putBits(String name, byte[] value) {
    Field field = layout.field(name);
    System.arraycopy(value, 0, bytes, at + field.offset(), Math.min(value.length, field.length()));
    return this;
  }

  /** A number without sign; of 8 bytes the lower 63 bits. */
  public long number(String name) {
    Field field = layout.field(name);
    long value = 0;
    for (int i = field.offset(); has(field) && i < field.end(); i++) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    return value & Long.MAX_VALUE;
  }

  public double real(String name) {
    Field field = layout.field(name);
    return has(field)
        ? Numbers.ofHexFloat(ByteBuffer.wrap(bytes, at + field.offset(), 8).getLong())
        : 0;
  }

  /** The text without padding; it may hold any character. */
  public String text(String name) {
    Field field = layout.field(name);
    if (!has(field)) {
      return "";
    }
    int end = field.end();
    while (end > field.offset() && (bytes[at + end - 1] == BLANK || bytes[at + end - 1] == 0)) {
      end--;
    }
    return new String(bytes, at + field.offset(), end - field.offset(), EBCDIC);
  }

  /** The digits of a packed number; -1 if they are none. */
  public long packed(String name) {
    Field field = layout.field(name);
    return has(field) ? Numbers.ofPacked(bytes, at + field.offset(), field.length()) : -1;
  }

  /** A clock value as milliseconds since 1970, UTC; 0 if it is not set. */
  public long clock(String name) {
    Field field = layout.field(name);
    long clock = has(field) ? ByteBuffer.wrap(bytes, at + field.offset(), 8).getLong() : 0;
    return clock == 0 ? 0 : Numbers.ofClock(clock);
  }
}
