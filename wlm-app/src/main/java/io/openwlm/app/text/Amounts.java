package io.openwlm.app.text;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and long durations as people type them. */
public final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) ?([A-Za-z]+)");

  private Amounts() {}

  /** Bytes of {@code 512MiB}, {@code 1GiB}, {@code 2G} (binary too); empty if it is none. */
  public static Optional<Long> bytes(String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return Optional.empty();
    }
    long unit =
        switch (amount.group(2)) {
          case "KiB", "K" -> 1L << 10;
          case "MiB", "M" -> 1L << 20;
          case "GiB", "G" -> 1L << 30;
          case "TiB", "T" -> 1L << 40;
          default -> 0;
        };
    return unit == 0
        ? Optional.empty()
        : Optional.of(Math.round(Double.parseDouble(amount.group(1)) * unit));
  }

  /** The duration of {@code 30s}, {@code 10m}, {@code 24h}, {@code 14d}; empty if it is none. */
  public static Optional<Duration> duration(String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      return Optional.empty();
    }
    long seconds =
        switch (amount.group(2)) {
          case "s" -> 1;
          case "m", "min" -> 60;
          case "h" -> 3600;
          case "d" -> 86_400;
          default -> 0;
        };
    return seconds == 0
        ? Optional.empty()
        : Optional.of(
            Duration.ofMillis(Math.round(Double.parseDouble(amount.group(1)) * seconds * 1000)));
  }
}
