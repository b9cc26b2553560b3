package io.openwlm.server.intake;

import org.jspecify.annotations.Nullable;

/** How the lines of an access log are written. */
sealed interface LogFormat permits LogTemplate, JsonLines {
  /** Longest response time that is believed: about 11 days. */
  double MAX_NANOS = 1e15;

  /**
   * The request of a line.
   *
   * @param line without its line end, bytes as characters (ISO 8859-1)
   * @return null if the line is not of this format
   */
  @Nullable Request parse(String line);

  /** A time as a number in a unit; negative if it is none. */
  static long nanos(String text, double unitNanos) {
    if (text.isEmpty() || text.length() > 32) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '-' && c != '+') {
        return -1;
      }
    }
    try {
      double nanos = Double.parseDouble(text) * unitNanos;
      return nanos >= 0 && nanos <= MAX_NANOS ? Math.round(nanos) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** A path without its query. */
  static String path(String target) {
    int end = target.indexOf('?');
    return end < 0 ? target : target.substring(0, end);
  }
}
