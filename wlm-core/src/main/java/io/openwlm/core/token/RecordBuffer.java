package io.openwlm.core.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes of a record as it is written. Used again and again it allocates nothing. */
final class RecordBuffer {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MOST_CHARS = 1_024;
  private static final int FIRST = 512;

  private byte[] bytes = new byte[FIRST];
  private int length;

  RecordBuffer begin(LedgerRecord kind) {
    length = 0;
    return octet(kind.code());
  }

  RecordBuffer octet(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  RecordBuffer number(long value) {
    room(Long.BYTES);
    LONGS.set(bytes, length, value);
    length += Long.BYTES;
    return this;
  }

  /** At most 1,024 characters of a text; null is written as null. */
  RecordBuffer text(@Nullable String text) {
    if (text == null) {
      return number(-1);
    }
    int chars = Math.min(text.length(), MOST_CHARS);
    number(chars);
    room(chars * 2);
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      bytes[length++] = (byte) (c >>> 8);
      bytes[length++] = (byte) c;
    }
    return this;
  }

  RecordBuffer blob(byte[] blob) {
    number(blob.length);
    room(blob.length);
    System.arraycopy(blob, 0, bytes, length, blob.length);
    length += blob.length;
    return this;
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }
}
