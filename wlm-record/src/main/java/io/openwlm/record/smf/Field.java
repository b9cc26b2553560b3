package io.openwlm.record.smf;

/**
 * One field of a section.
 *
 * @param name as in the layout tables, without the prefix of its record
 * @param offset from the start of the section, in bytes
 * @param length in bytes
 * @param meaning for people; empty for what is named and never filled
 */
public record Field(String name, int offset, int length, Kind kind, String meaning) {

  /** How the bytes are to be read. */
  public enum Kind {
    /** Big-endian, without sign, 1 to 8 bytes. */
    NUMBER('u'),
    /** Hexadecimal floating point, 8 bytes. */
    FLOAT('f'),
    /** EBCDIC, padded with blanks. */
    TEXT('t'),
    /** Packed decimal with sign F. */
    PACKED('p'),
    /** Clock value of 8 bytes: bit 51 is a microsecond, 0 is the year 1900, UTC. */
    CLOCK('s'),
    /** Bits or bytes without another reading. */
    BITS('x');

    private final char sign;

    Kind(char sign) {
      this.sign = sign;
    }

    static Kind of(char sign) {
      for (Kind kind : values()) {
        if (kind.sign == sign) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of field: " + sign);
    }
  }

  /** Offset of the first byte behind it. */
  public int end() {
    return offset + length;
  }
}
