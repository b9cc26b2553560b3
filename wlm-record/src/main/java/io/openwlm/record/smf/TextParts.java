package io.openwlm.record.smf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Long texts in records: UTF-8, compressed with zlib, cut into parts that fit. */
public final class TextParts {
  /** Longest text that is read, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  private static final int PART_BYTES = 32_000;

  private TextParts() {}

  /** What a text is. */
  public enum Kind {
    STATUS(1),
    DECISION(2),
    DEFINITION(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }

  /**
   * The records of one text.
   *
   * @param id number of the interval or decision
   * @param product as all records of the interval have it
   */
  public static List<byte[]> records(
      Kind kind, long id, String text, Section product, long epochMillis, String system) {
    byte[] full = text.getBytes(StandardCharsets.UTF_8);
    byte[] small = deflate(full);
    int parts = Math.max(1, (small.length + PART_BYTES - 1) / PART_BYTES);
    List<byte[]> records = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = part * PART_BYTES;
      byte[] piece = new byte[Math.min(PART_BYTES, small.length - from)];
      System.arraycopy(small, from, piece, 0, piece.length);
      records.add(
          new RecordBuilder(RecordType.DOCUMENT, product)
              .add(
                  Section.empty(DecisionLayouts.DOC)
                      .put("KIND", kind.number())
                      .put("CODE", 1)
                      .put("PART", part + 1)
                      .put("PRTS", parts)
                      .put("DOID", id)
                      .put("SIZE", small.length)
                      .put("FULL", full.length))
              .add(Section.raw(DecisionLayouts.DATA, piece))
              .build(epochMillis, system));
    }
    return records;
  }

  private static byte[] deflate(byte[] full) {
    try (Deflater deflater = new Deflater(6)) {
      deflater.setInput(full);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(full.length / 4 + 64);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  /**
   * The text of its joined parts.
   *
   * @param fullBytes its length as the records say it
   */
  public static String text(byte[] small, long fullBytes) throws BadRecord {
    if (fullBytes > MAX_BYTES) {
      throw new BadRecord("it holds a text of " + fullBytes + " bytes");
    }
    byte[] full = new byte[(int) fullBytes];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(small);
      int at = 0;
      while (at < full.length) {
        int n = inflater.inflate(full, at, full.length - at);
        if (n == 0) {
          throw new BadRecord("its text is shorter than it says");
        }
        at += n;
      }
      if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
        throw new BadRecord("its text is longer than it says");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(full)).toString();
    } catch (DataFormatException | CharacterCodingException e) {
      throw new BadRecord("its text is damaged");
    }
  }
}
