package io.openwlm.tokens.journal;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Records as they lie in a file, one after the other: length of the record (4 bytes), CRC-32C of
 * what follows (4), number of the record since the journal began (8), the record.
 */
final class JournalFrames {
  static final int HEADER = 16;
  static final int MOST_BYTES = 3 << 20;
  private static final int AT_CRC = 4;
  private static final int AT_NUMBER = 8;

  private JournalFrames() {}

  /** Fills the checksums of all records in a buffer. */
  static void seal(byte[] bytes, int from, int to, CRC32C crc) {
    ByteBuffer view = ByteBuffer.wrap(bytes);
    int at = from;
    while (at < to) {
      int end = at + HEADER + view.getInt(at);
      crc.reset();
      crc.update(bytes, at + AT_NUMBER, end - at - AT_NUMBER);
      view.putInt(at + AT_CRC, (int) crc.getValue());
      at = end;
    }
  }

  /** What was found in a file. */
  record Scan(long records, long lastNumber, int damages, long missing, int tailBytes) {}

  /**
   * Reads the records of a file. What is damaged is skipped up to the next record that is whole;
   * without one it is the torn end of the last write.
   *
   * @param lastNumber of the record before the file
   * @param records takes each whole record
   */
  static Scan scan(byte[] bytes, int from, long lastNumber, Consumer<byte[]> records) {
    ByteBuffer view = ByteBuffer.wrap(bytes);
    long count = 0;
    long last = lastNumber;
    int damages = 0;
    long missing = 0;
    int at = from;
    while (at < bytes.length) {
      int whole = next(bytes, at, last);
      if (whole < 0) {
        return new Scan(count, last, damages, missing, bytes.length - at);
      }
      long number = view.getLong(whole + AT_NUMBER);
      if (whole > at) {
        damages++;
      }
      if (last > 0) {
        missing += number - last - 1;
      }
      int length = view.getInt(whole);
      byte[] record = new byte[length];
      view.get(whole + HEADER, record);
      records.accept(record);
      count++;
      last = number;
      at = whole + HEADER + length;
    }
    return new Scan(count, last, damages, missing, 0);
  }

  /** Where the next whole record begins; -1 for none. */
  private static int next(byte[] bytes, int from, long last) {
    ByteBuffer view = ByteBuffer.wrap(bytes);
    CRC32C crc = new CRC32C();
    for (int at = from; at + HEADER <= bytes.length; at++) {
      int length = view.getInt(at);
      if (length > 0
          && length <= MOST_BYTES
          && at + HEADER + length <= bytes.length
          && view.getLong(at + AT_NUMBER) > last) {
        crc.reset();
        crc.update(bytes, at + AT_NUMBER, HEADER - AT_NUMBER + length);
        if ((int) crc.getValue() == view.getInt(at + AT_CRC)) {
          return at;
        }
      }
    }
    return -1;
  }
}
