package io.openwlm.model.token;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;

/** The span of time that a limit is for. */
public sealed interface BudgetWindow {

  /** The last so many nanoseconds (1 s to 92 days), whenever one looks. */
  record Rolling(long nanos) implements BudgetWindow {
    public static final long MIN_NANOS = 1_000_000_000L;
    public static final long MAX_NANOS = 92L * 86_400 * 1_000_000_000L;

    public Rolling {
      if (nanos < MIN_NANOS || nanos > MAX_NANOS) {
        throw new IllegalArgumentException("a rolling window lasts 1 s to 92 days: " + nanos);
      }
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
  }

  /** As long as the session it is for. */
  record Session() implements BudgetWindow {}

  /** Calendar periods. */
  enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH
  }
}
