package io.openwlm.server.intake;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One sample of the Prometheus text format or of OpenMetrics; time and exemplar are passed over.
 *
 * @param labels sorted by name
 */
record ExpositionLine(Map<String, String> labels, double value) {
  private static final int MAX_LABELS = 64;

  /**
   * Reads a line.
   *
   * @param name of the metric that is wanted
   * @return null if the line has another name or cannot be read
   */
  static @Nullable ExpositionLine of(String line, String name) {
    if (!line.startsWith(name)) {
      return null;
    }
    Map<String, String> labels = new TreeMap<>();
    int at = name.length();
    if (at < line.length() && line.charAt(at) == '{') {
      at = labels(line, at + 1, labels);
    }
    if (at < 0 || at >= line.length() || line.charAt(at) != ' ') {
      return null;
    }
    int end = line.indexOf(' ', at + 1);
    String value = line.substring(at + 1, end < 0 ? line.length() : end);
    try {
      return new ExpositionLine(labels, number(value));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static double number(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Where the labels end; negative if they cannot be read. */
  private static int labels(String line, int from, Map<String, String> labels) {
    int at = from;
    while (at < line.length() && labels.size() <= MAX_LABELS) {
      char c = line.charAt(at);
      if (c == '}') {
        return at + 1;
      }
      if (c == ',' || c == ' ') {
        at++;
        continue;
      }
      int equals = line.indexOf("=\"", at);
      if (equals < 0) {
        return -1;
      }
      StringBuilder value = new StringBuilder();
      int end = value(line, equals + 2, value);
      if (end < 0) {
        return -1;
      }
      labels.put(line.substring(at, equals), value.toString());
      at = end;
    }
    return -1;
  }

  private static int value(String line, int from, StringBuilder value) {
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        c = line.charAt(i) == 'n' ? '\n' : line.charAt(i);
      }
      value.append(c);
    }
    return -1;
  }
}
