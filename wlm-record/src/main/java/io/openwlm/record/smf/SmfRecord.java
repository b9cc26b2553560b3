package io.openwlm.record.smf;

import java.util.ArrayList;
import java.util.List;

/**
 * One whole record as it stands in a file. Its header is well-formed; everything else is looked at
 * when it is asked for, and what points outside of the record is a {@link BadRecord}.
 */
public final class SmfRecord {
  /** Longest record. */
  public static final int MAX_LENGTH = 32_756;

  /** Shortest record: header, and the triplet of the product section. */
  public static final int MIN_LENGTH = 36;

  static final int TRIPLETS = 28;
  static final int TRIPLET_LENGTH = 8;
  static final byte WITH_SUBTYPE = 0x40;
  private static final long DAY_MILLIS = 86_400_000;

  private final byte[] bytes;
  private final RecordType type;
  private final Section header;

  private SmfRecord(byte[] bytes, RecordType type) {
    this.bytes = bytes;
    this.type = type;
    header = header(bytes);
  }

  private static Section header(byte[] bytes) {
    return new Section(HeaderLayouts.STANDARD, bytes, 0, HeaderLayouts.STANDARD.length());
  }

  /**
   * Looks at a whole record.
   *
   * @param bytes kept, not copied
   */
  public static SmfRecord of(byte[] bytes) throws BadRecord {
    if (bytes.length < MIN_LENGTH || length(bytes) != bytes.length) {
      throw new BadRecord("it says a length of " + length(bytes) + ", not " + bytes.length);
    }
    String problem = problem(bytes);
    if (!problem.isEmpty()) {
      throw new BadRecord(problem);
    }
    Section header = header(bytes);
    int type = (int) header.number("RTY");
    int subtype = (int) header.number("STP");
    return new SmfRecord(
        bytes,
        RecordType.of(type, subtype)
            .orElseThrow(() -> new BadRecord("type " + type + " subtype " + subtype)));
  }

  /** The length that the first bytes of a record say. */
  public static int length(byte[] start) {
    return start.length < 2 ? 0 : ((start[0] & 0xff) << 8) | (start[1] & 0xff);
  }

  /**
   * What is wrong with the start of a record; empty if nothing.
   *
   * @param start at least {@link #MIN_LENGTH} bytes
   */
  public static String problem(byte[] start) {
    Section header = header(start);
    int length = length(start);
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return "it says a length of " + length;
    }
    if (header.number("SEG") != 0 || header.number("FLG") != WITH_SUBTYPE) {
      return "it does not start as a record does";
    }
    if (RecordType.of((int) header.number("RTY"), (int) header.number("STP")).isEmpty()) {
      return "type " + header.number("RTY") + " subtype " + header.number("STP") + " is unknown";
    }
    long date = header.packed("DTE");
    boolean time = header.number("TME") < DAY_MILLIS / 10;
    return !time || date < 0 || date % 1000 < 1 || date % 1000 > 366 ? "it has no date" : "";
  }

  public RecordType type() {
    return type;
  }

  public int length() {
    return bytes.length;
  }

  /** A copy of all its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public Section header() {
    return header;
  }

  /** The time of the header, UTC. */
  public long epochMillis() {
    long date = header.packed("DTE");
    long day =
        java.time.LocalDate.ofYearDay((int) (1900 + date / 1000), 1).toEpochDay() + date % 1000 - 1;
    return day * DAY_MILLIS + header.number("TME") * 10;
  }

  /** The system's name as far as the header has it. */
  public String system() {
    return header.text("SID");
  }

  public Section product() throws BadRecord {
    List<Section> found = sections(0, type.product());
    if (found.isEmpty()) {
      throw new BadRecord("it has no product section");
    }
    return found.getFirst();
  }

  /** The sections of one layout, in their order; empty if it has none. */
  public List<Section> sections(Layout layout) throws BadRecord {
    int index = type.sections().indexOf(layout);
    if (index < 0) {
      throw new IllegalArgumentException(type + " has no sections " + layout.name());
    }
    return sections(index + 1, layout);
  }

  /** The only section of a layout. */
  public Section section(Layout layout) throws BadRecord {
    List<Section> found = sections(layout);
    if (found.isEmpty()) {
      throw new BadRecord("it has no section " + layout.name());
    }
    return found.getFirst();
  }

  private List<Section> sections(int triplet, Layout layout) throws BadRecord {
    int place = TRIPLETS + TRIPLET_LENGTH * triplet;
    if (place + TRIPLET_LENGTH > bytes.length) {
      throw new BadRecord("its triplet of " + layout.name() + " is cut off");
    }
    long offset = number(place, 4);
    int length = (int) number(place + 4, 2);
    int count = (int) number(place + 6, 2);
    if (count == 0) {
      return List.of();
    }
    if (length == 0 || offset < TRIPLETS || offset + (long) length * count > bytes.length) {
      throw new BadRecord(
          String.format(
              "its %d sections %s of %d bytes at %d are not within its %d bytes",
              count, layout.name(), length, offset, bytes.length));
    }
    List<Section> found = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      found.add(new Section(layout, bytes, (int) offset + i * length, length));
    }
    return found;
  }

  private long number(int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    return value;
  }
}
