package io.openwlm.server.intake;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A span as OTLP has it: one of a server, or one that counts tokens.
 *
 * @param server it tells how long a server took
 * @param id of trace and span, 48 hexadecimal digits; empty if one of them is not sound
 * @param startNanos since 1970
 * @param endNanos since 1970
 * @param attributes of the resource and of the span
 */
record OtlpSpan(
    boolean server, String id, long startNanos, long endNanos, Map<String, String> attributes) {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  /** The id of a span; both parts are hexadecimal. */
  static String id(String trace, String span) {
    return isId(trace, TRACE_DIGITS) && isId(span, SPAN_DIGITS)
        ? (trace + span).toLowerCase(Locale.ROOT)
        : "";
  }

  private static boolean isId(String hex, int digits) {
    return hex.length() == digits
        && hex.chars().allMatch(HexFormat::isHexDigit)
        && hex.chars().anyMatch(c -> c != '0');
  }

  /** The request that a server ended; its time is below 0 if it ended before it started. */
  Request request() {
    long nanos = endNanos - startNanos;
    return new Request(nanos > LogFormat.MAX_NANOS ? -1 : nanos, "", "", "", attributes);
  }

  /** 0 or less if it has no end. */
  long endMillis() {
    return TimeUnit.NANOSECONDS.toMillis(endNanos);
  }
}
