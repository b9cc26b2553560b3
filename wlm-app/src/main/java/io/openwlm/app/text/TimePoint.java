package io.openwlm.app.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Points in time as people type them. */
public final class TimePoint {
  private TimePoint() {}

  /**
   * Milliseconds since 1970 of {@code now}, {@code -10m} (before now), {@code 14:30} and {@code
   * 14:30:15} (the last such time that is not in the future), {@code 2026-11-21}, {@code
   * 2026-11-21T14:30} (or with a blank), or a time with zone, {@code 2026-11-21T14:30:00Z}.
   *
   * @return empty if the text is none of these
   */
  public static Optional<Long> epochMillis(String text, long nowEpochMillis, ZoneId zone) {
    String trimmed = text.strip();
    if (trimmed.equals("now")) {
      return Optional.of(nowEpochMillis);
    }
    if (trimmed.startsWith("-")) {
      return Amounts.duration(trimmed.substring(1)).map(d -> nowEpochMillis - d.toMillis());
    }
    try {
      return Optional.of(absolute(trimmed.replace(' ', 'T'), nowEpochMillis, zone));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static long absolute(String text, long nowEpochMillis, ZoneId zone) {
    if (text.indexOf('-') < 0) {
      ZonedDateTime now = Instant.ofEpochMilli(nowEpochMillis).atZone(zone);
      ZonedDateTime today = LocalTime.parse(text).atDate(now.toLocalDate()).atZone(zone);
      return (today.isAfter(now) ? today.minus(Duration.ofDays(1)) : today)
          .toInstant()
          .toEpochMilli();
    }
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
    }
    boolean zoned = text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d");
    return zoned
        ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
        : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
  }
}
