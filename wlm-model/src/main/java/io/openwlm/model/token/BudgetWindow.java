package io.openwlm.model.token;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** The span of time that a limit is for. */
public sealed interface BudgetWindow {
  /** The window in a few words: {@code hour Europe/Berlin}, {@code rolling 24h}. */
  String describe();

  /** The last so many nanoseconds (1 s to 92 days), whenever one looks. */
  record Rolling(long nanos) implements BudgetWindow {
    private static final long NANOS_PER_MINUTE = 60_000_000_000L;
    private static final long NANOS_PER_HOUR = 60 * NANOS_PER_MINUTE;

    public static final long MIN_NANOS = 1_000_000_000L;
    public static final long MAX_NANOS = 92L * 86_400 * 1_000_000_000L;

    public Rolling {
      if (nanos < MIN_NANOS || nanos > MAX_NANOS) {
        throw new IllegalArgumentException("a rolling window lasts 1 s to 92 days: " + nanos);
      }
    }

    /** The length as definitions have it: {@code 24h}, {@code 1.5s}. */
    public String length() {
      if (nanos % NANOS_PER_HOUR == 0) {
        return nanos / NANOS_PER_HOUR + "h";
      }
      return nanos % NANOS_PER_MINUTE == 0
          ? nanos / NANOS_PER_MINUTE + "min"
          : BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + "s";
    }

    @Override
    public String describe() {
      return "rolling " + length();
    }
  }

  /**
   * From edge to edge of a calendar, with that calendar's clock changes: a day may last 23 or 25
   * hours.
   *
   * @param startsAt when a day, week or month begins; the minute of an hour
   * @param weekStart first day of a week
   */
  record Aligned(Period period, ZoneId zone, LocalTime startsAt, DayOfWeek weekStart)
      implements BudgetWindow {

    /** A window that begins at midnight, a week on Monday. */
    public static Aligned of(Period period, ZoneId zone) {
      return new Aligned(period, zone, LocalTime.MIDNIGHT, DayOfWeek.MONDAY);
    }

    @Override
    public String describe() {
      String zoned = period.key() + " " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
      String from = startsAt.equals(LocalTime.MIDNIGHT) ? "" : " from " + startsAt;
      String day = weekStart.name().toLowerCase(Locale.ROOT);
      return zoned + from + (weekStart == DayOfWeek.MONDAY ? "" : " on " + day);
    }
  }

  /** As long as the session it is for. */
  record Session() implements BudgetWindow {
    @Override
    public String describe() {
      return "session";
    }
  }

  /** Calendar periods. */
  enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH;

    /** The word in definitions: {@code hour}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
