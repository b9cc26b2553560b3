package io.openwlm.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads type 72 subtype 3 by the published layout tables alone: own offsets, own number formats,
 * own EBCDIC table. Shares nothing with the code that it checks.
 */
final class IndependentDecoder {
  private final byte[] b;

  IndependentDecoder(byte[] record) {
    b = record;
  }

  /** Cuts a file into records by their descriptor words. */
  static List<byte[]> split(byte[] file) {
    List<byte[]> records = new ArrayList<>();
    for (int at = 0; at < file.length; ) {
      int length = (file[at] & 255) * 256 + (file[at + 1] & 255);
      byte[] record = new byte[length];
      System.arraycopy(file, at, record, 0, length);
      records.add(record);
      at += length;
    }
    return records;
  }

  long unsigned(int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value * 256 + (b[at + i] & 255);
    }
    return value;
  }

  int type() {
    return b[5] & 255;
  }

  int subtype() {
    return (int) unsigned(22, 2);
  }

  /** Sign, exponent of 16 with excess 64, fraction of 14 hexadecimal digits. */
  double hexFloat(int at) {
    double value = 0;
    double place = 1.0 / 16;
    for (int i = 1; i < 8; i++) {
      value += (b[at + i] >> 4 & 15) * place + (b[at + i] & 15) * place / 16;
      place /= 256;
    }
    int exponent = (b[at] & 127) - 64;
    return (b[at] < 0 ? -1 : 1) * value * Math.pow(16, exponent);
  }

  /** Decimal digits with a sign of F at the end. */
  String packed(int at, int length) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      digits.append(Integer.toHexString(b[at + i] >> 4 & 15));
      digits.append(Integer.toHexString(b[at + i] & 15));
    }
    return digits.toString();
  }

  /** Microseconds since 1900 in the upper 52 bits. */
  long clockMillis(int at) {
    long micros = 0;
    for (int i = 0; i < 8; i++) {
      micros = micros << 8 | b[at + i] & 255;
    }
    micros >>>= 12;
    return micros / 1000 - 25567L * 86_400_000;
  }

  private static final Map<Integer, Character> EBCDIC = new LinkedHashMap<>();

  static {
    place(0x40, " ");
    place(0x4b, ".<(+|&");
    place(0x5a, "!$*);^-/");
    place(0x6b, ",%_>?");
    place(0x7a, ":#@'=\"");
    place(0x81, "abcdefghi");
    place(0x91, "jklmnopqr");
    place(0xa1, "~stuvwxyz");
    place(0xad, "[");
    place(0xbd, "]");
    place(0xc0, "{ABCDEFGHI");
    place(0xd0, "}JKLMNOPQR");
    place(0xe0, "\\");
    place(0xe2, "STUVWXYZ");
    place(0xf0, "0123456789");
  }

  private static void place(int from, String characters) {
    for (int i = 0; i < characters.length(); i++) {
      EBCDIC.put(from + i, characters.charAt(i));
    }
  }

  String text(int at, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(EBCDIC.getOrDefault(b[at + i] & 255, '\u0000'));
    }
    return text.toString().stripTrailing();
  }

  /** Offset of the n-th section of a triplet; -1 if there are less. */
  int section(Triplet triplet, int n) {
    int at = 36 + 8 * triplet.ordinal();
    int offset = (int) unsigned(at, 4);
    int length = (int) unsigned(at + 4, 2);
    int count = (int) unsigned(at + 6, 2);
    return n < count ? offset + n * length : -1;
  }

  int count(Triplet triplet) {
    return (int) unsigned(36 + 8 * triplet.ordinal() + 6, 2);
  }

  /** Offset of the product section. */
  int product() {
    return (int) unsigned(28, 4);
  }

  /** In the order of the record. */
  enum Triplet {
    WMS,
    SSS,
    RGS,
    SCS,
    RTS,
    WRS,
    DNS
  }
}
