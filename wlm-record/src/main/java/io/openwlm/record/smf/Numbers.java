package io.openwlm.record.smf;

/** Number formats of z/OS records. Pure; what a format cannot hold becomes its nearest value. */
public final class Numbers {
  private static final int FRACTION_BITS = 56;
  private static final int EXCESS = 64;
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  private Numbers() {}

  /** Hexadecimal floating point of 64 bits: exact for every double of a size that it can have. */
  public static long toHexFloat(double value) {
    if (value == 0 || Double.isNaN(value)) {
      return 0;
    }
    long sign = value < 0 ? Long.MIN_VALUE : 0;
    double size = Math.min(Math.abs(value), Double.MAX_VALUE);
    int exponent = Math.floorDiv(Math.getExponent(size), 4) + 1;
    if (exponent < -EXCESS) {
      return 0;
    }
    if (exponent >= EXCESS) {
      return sign | Long.MAX_VALUE;
    }
    long fraction = (long) Math.scalb(size, FRACTION_BITS - 4 * exponent);
    return sign | ((long) (exponent + EXCESS) << FRACTION_BITS) | fraction;
  }

  public static double ofHexFloat(long bits) {
    long fraction = bits & ((1L << FRACTION_BITS) - 1);
    int exponent = (int) ((bits >>> FRACTION_BITS) & 0x7f) - EXCESS;
    double size = Math.scalb((double) fraction, 4 * exponent - FRACTION_BITS);
    return bits < 0 ? -size : size;
  }

  /** Decimal digits, two in a byte, the last half byte the sign F; digits too many are lost. */
  public static byte[] toPacked(long value, int length) {
    byte[] bytes = new byte[length];
    long left = Math.max(0, value);
    for (int half = 2 * length - 1; half >= 0; half--) {
      int digit = half == 2 * length - 1 ? 0xf : (int) (left % 10);
      left = half == 2 * length - 1 ? left : left / 10;
      bytes[half / 2] |= (byte) (half % 2 == 0 ? digit << 4 : digit);
    }
    return bytes;
  }

  /** The digits as a number, or -1 if they are none. */
  public static long ofPacked(byte[] bytes, int at, int length) {
    long value = 0;
    for (int half = 0; half < 2 * length - 1; half++) {
      int digit = half % 2 == 0 ? (bytes[at + half / 2] >> 4) & 0xf : bytes[at + half / 2] & 0xf;
      if (digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return (bytes[at + length - 1] & 0xf) == 0xf ? value : -1;
  }

  /** A clock value, from 1900 to 2042. */
  public static long toClock(long epochMillis) {
    return ((epochMillis + SECONDS_1900_TO_1970 * 1000) * 1000) << 12;
  }

  /** Milliseconds since 1970, UTC. */
  public static long ofClock(long clock) {
    return (clock >>> 12) / 1000 - SECONDS_1900_TO_1970 * 1000;
  }
}
