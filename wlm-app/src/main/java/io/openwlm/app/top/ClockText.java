package io.openwlm.app.top;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/** Times and spans as people read them. */
public final class ClockText {
  private ClockText() {}

  /** Time of day: {@code 14:32:10}. */
  public static String timeOfDay(long epochMillis, ZoneId zone) {
    ZonedDateTime t = Instant.ofEpochMilli(epochMillis).atZone(zone);
    return String.format(Locale.ROOT, "%02d:%02d:%02d", t.getHour(), t.getMinute(), t.getSecond());
  }

  /** The date: {@code 2026-11-21}. */
  public static String date(long epochMillis, ZoneId zone) {
    return Instant.ofEpochMilli(epochMillis).atZone(zone).toLocalDate().toString();
  }

  /** A span in its two largest units: {@code 3h12m}, {@code 45s}, {@code 0.5s}. */
  public static String span(double seconds) {
    long whole = (long) seconds;
    if (seconds < 10 && seconds != whole) {
      return String.format(Locale.ROOT, "%.1fs", seconds);
    }
    if (whole < 60) {
      return whole + "s";
    }
    if (whole < 3600) {
      return whole % 60 == 0 ? whole / 60 + "m" : whole / 60 + "m" + whole % 60 + "s";
    }
    if (whole < 86_400) {
      return whole / 3600 + "h" + whole / 60 % 60 + "m";
    }
    return whole / 86_400 + "d" + whole / 3600 % 24 + "h";
  }
}
