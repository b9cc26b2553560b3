package io.openwlm.iwm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One report as a line of JSON, built in a buffer that is used again and again. Times are written
 * in microseconds, rounded to the nearest.
 */
final class ReportLine {
  /** Response times in one line; a line with so many fits into the buffer whatever they are. */
  static final int MAX_RESPONSES = 2000;

  /** Nobody said how many transactions wait. */
  static final long NOT_TOLD = -1;

  private static final int DIGITS = 20;
  private static final byte[] RESPONSES = ascii(",\"responseMicros\":[");
  private static final byte[] IN_FLIGHT = ascii("],\"inFlight\":");
  private static final byte[] OLDEST = ascii(",\"oldestInFlightMicros\":");
  private static final byte[] DROPPED = ascii(",\"dropped\":");
  private static final byte[] QUEUED = ascii(",\"queued\":");
  private static final byte[] END = ascii("}\n");

  /** More is not believed by the daemon. */
  private static final long MAX_QUEUED = 1_000_000_000L;

  private final byte[] head;
  private final ByteBuffer buffer;
  private final byte[] digits = new byte[DIGITS];
  private int responses;

  ReportLine(String serviceClass) {
    head = ascii("{\"op\":\"report\",\"class\":" + quoted(serviceClass));
    buffer = ByteBuffer.allocateDirect(head.length + 256 + MAX_RESPONSES * 14);
  }

  void begin() {
    buffer.clear();
    buffer.put(head).put(RESPONSES);
    responses = 0;
  }

  void add(long responseNanos) {
    if (responses++ > 0) {
      buffer.put((byte) ',');
    }
    number(micros(responseNanos));
  }

  int responses() {
    return responses;
  }

  /** Ends the line. */
  ByteBuffer end(long inFlight, long oldestNanos, long dropped, long queued) {
    buffer.put(IN_FLIGHT);
    number(inFlight);
    buffer.put(OLDEST);
    number(micros(oldestNanos));
    buffer.put(DROPPED);
    number(dropped);
    if (queued != NOT_TOLD) {
      buffer.put(QUEUED);
      number(Math.min(queued, MAX_QUEUED));
    }
    return buffer.put(END).flip();
  }

  /** At most the longest time that the daemon takes: 10^12 microseconds. */
  private static long micros(long nanos) {
    return Math.min(nanos / 1000 + (nanos % 1000 >= 500 ? 1 : 0), 1_000_000_000_000L);
  }

  private void number(long value) {
    int at = DIGITS;
    long rest = value;
    do {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    buffer.put(digits, at, DIGITS - at);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
        out.append(c);
      } else {
        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      }
    }
    return out.append('"').toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
