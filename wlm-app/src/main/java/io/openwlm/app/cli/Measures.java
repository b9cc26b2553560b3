package io.openwlm.app.cli;

import java.util.Optional;

/** Durations with their unit, as people type them. */
final class Measures {
  private static final double MAX_NANOS = 86_400e9;

  private Measures() {}

  /**
   * Nanoseconds of {@code 12ms}, {@code 1.5s}, {@code 800us}, {@code 90ns}, {@code 2min}, {@code
   * 1h}.
   *
   * @return empty if the text has no unit or another one, is negative, or is more than 24 hours
   */
  static Optional<Long> nanos(String text) {
    String trimmed = text.strip();
    int unit = 0;
    while (unit < trimmed.length()
        && (Character.isDigit(trimmed.charAt(unit)) || trimmed.charAt(unit) == '.')) {
      unit++;
    }
    double factor =
        switch (trimmed.substring(unit)) {
          case "ns" -> 1;
          case "us", "µs" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "min" -> 60e9;
          case "h" -> 3600e9;
          default -> 0;
        };
    if (factor == 0 || unit == 0) {
      return Optional.empty();
    }
    try {
      double nanos = Double.parseDouble(trimmed.substring(0, unit)) * factor;
      return nanos <= MAX_NANOS ? Optional.of(Math.round(nanos)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
