package io.openwlm.core.token;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordBuffer} wrote. Whatever the bytes are, it fails only by its own error.
 */
final class RecordReader {
  /** The bytes are not what was written. */
  static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Damaged(String what) {
      super(what);
    }
  }

  private final ByteBuffer bytes;

  RecordReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int octet() {
    need(1);
    return bytes.get() & 0xff;
  }

  long number() {
    need(Long.BYTES);
    return bytes.getLong();
  }

  /** A number that cannot be below 0. */
  long amount() {
    long value = number();
    if (value < 0) {
      throw new Damaged("an amount below 0");
    }
    return value;
  }

  /** How many things follow that take at least so many bytes each. */
  int count(int bytesEach) {
    long value = amount();
    if (value > bytes.remaining() / Math.max(1, bytesEach)) {
      throw new Damaged("more than there is");
    }
    return (int) value;
  }

  @Nullable String text() {
    long length = number();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > bytes.remaining() / 2) {
      throw new Damaged("a text of length " + length);
    }
    char[] chars = new char[(int) length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = bytes.getChar();
    }
    return new String(chars);
  }

  String name() {
    String text = text();
    if (text == null) {
      throw new Damaged("a name is missing");
    }
    return text;
  }

  byte[] blob() {
    byte[] blob = new byte[count(1)];
    bytes.get(blob);
    return blob;
  }

  boolean atEnd() {
    return !bytes.hasRemaining();
  }

  private void need(int count) {
    if (bytes.remaining() < count) {
      throw new Damaged("too short");
    }
  }
}
