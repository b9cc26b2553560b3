package io.openwlm.record.smf;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts one record together: header, triplets, product section, sections. */
public final class RecordBuilder {
  private final RecordType type;
  private final Section product;
  private final List<List<Section>> sections = new ArrayList<>();

  public RecordBuilder(RecordType type, Section product) {
    this.type = type;
    this.product = product;
    type.sections().forEach(_ -> sections.add(new ArrayList<>()));
  }

  /** Adds a section behind others of its layout; all of one layout have the same length. */
  public RecordBuilder add(Section section) {
    sections.get(type.sections().indexOf(section.layout())).add(section);
    return this;
  }

  /**
   * The record.
   *
   * @param epochMillis of its header
   * @throws IllegalStateException if it would be longer than a record can be
   */
  public byte[] build(long epochMillis, String system) {
    int length = type.headerLength() + product.bytes().length;
    for (List<Section> each : sections) {
      length += each.stream().mapToInt(s -> s.bytes().length).sum();
    }
    if (length > SmfRecord.MAX_LENGTH) {
      throw new IllegalStateException(type + " of " + length + " bytes");
    }
    byte[] record = new byte[length];
    Section header = header(record, epochMillis, system);
    if (type == RecordType.ACTIVITY) {
      header.put("TRN", 1 + sections.size());
    } else {
      header.put("RSV", type.headerLength());
    }
    int at = type.headerLength();
    at = place(record, 0, at, List.of(product));
    for (int i = 0; i < sections.size(); i++) {
      at = place(record, i + 1, at, sections.get(i));
    }
    return record;
  }

  private Section header(byte[] record, long epochMillis, String system) {
    ZonedDateTime time = Instant.ofEpochMilli(epochMillis).atZone(ZoneOffset.UTC);
    long date = (time.getYear() - 1900) * 1000L + time.getDayOfYear();
    Section header =
        new Section(HeaderLayouts.STANDARD, record, 0, HeaderLayouts.STANDARD.length());
    return header
        .put("LEN", record.length)
        .putBits("FLG", new byte[] {SmfRecord.WITH_SUBTYPE})
        .put("RTY", type.type())
        .put("TME", time.toLocalTime().toNanoOfDay() / 10_000_000)
        .putPacked("DTE", date)
        .put("SID", system.toUpperCase(Locale.ROOT))
        .put("SSI", "WLM")
        .put("STP", type.subtype());
  }

  private static int place(byte[] record, int triplet, int at, List<Section> sections) {
    int next = at;
    int length = 0;
    for (Section section : sections) {
      byte[] bytes = section.bytes();
      length = bytes.length;
      System.arraycopy(bytes, 0, record, next, length);
      next += length;
    }
    int place = SmfRecord.TRIPLETS + SmfRecord.TRIPLET_LENGTH * triplet;
    number(record, place, 4, sections.isEmpty() ? 0 : at);
    number(record, place + 4, 2, length);
    number(record, place + 6, 2, sections.size());
    return next;
  }

  private static void number(byte[] record, int at, int length, int value) {
    for (int i = 0; i < length; i++) {
      record[at + i] = (byte) (value >>> (8 * (length - 1 - i)));
    }
  }
}
