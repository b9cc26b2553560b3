package io.openwlm.core.token;

import io.openwlm.model.token.BudgetWindow.Aligned;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/**
 * Where the windows of a calendar begin and end. They leave no gap and do not overlap, also on days
 * of 23 and 25 hours:
 *
 * <ul>
 *   <li>a beginning that the clock change leaves out is the moment of the change;
 *   <li>one that comes twice counts the first time, except that an hour begins both times.
 * </ul>
 */
final class WindowEdges {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);
  private static final int DAYS_IN_WEEK = 7;

  private final Aligned window;
  private final ZoneRules rules;

  WindowEdges(Aligned window) {
    this.window = window;
    rules = window.zone().getRules();
  }

  /** When the window of a moment began. */
  long start(long epochMillis) {
    long best = Long.MIN_VALUE;
    for (int step = -2; step <= 2; step++) {
      LocalDateTime local = begin(epochMillis, step);
      for (long edge : edges(local)) {
        if (edge <= epochMillis && edge > best) {
          best = edge;
        }
      }
    }
    return best;
  }

  /** When it ends and the next one begins. */
  long end(long epochMillis) {
    long best = Long.MAX_VALUE;
    for (int step = -2; step <= 2; step++) {
      LocalDateTime local = begin(epochMillis, step);
      for (long edge : edges(local)) {
        if (edge > epochMillis && edge < best) {
          best = edge;
        }
      }
    }
    return best;
  }

  /** Its name, different for each window: {@code 2026-11@Europe/Berlin}. */
  String id(long startMillis) {
    ZoneId zone = window.zone();
    LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(startMillis), zone);
    String at = local.toLocalTime().toSecondOfDay() == 0 ? "" : "T" + minutes(local);
    return switch (window.period()) {
          case HOUR ->
              local.toLocalDate()
                  + "T"
                  + minutes(local)
                  + rules.getOffset(Instant.ofEpochMilli(startMillis));
          case DAY -> local.toLocalDate() + at;
          case WEEK -> "week-" + local.toLocalDate() + at;
          case MONTH -> MONTH.format(local) + at;
        }
        + "@"
        + zone;
  }

  private static String minutes(LocalDateTime local) {
    return local.toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** The beginning, by the clock on the wall, some windows before or after the one of a moment. */
  private LocalDateTime begin(long epochMillis, int step) {
    LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), window.zone());
    LocalDate day = now.toLocalDate();
    return switch (window.period()) {
      case HOUR ->
          now.truncatedTo(ChronoUnit.HOURS)
              .plusHours(step)
              .withMinute(window.startsAt().getMinute());
      case DAY -> day.plusDays(step).atTime(window.startsAt());
      case WEEK ->
          day.with(TemporalAdjusters.previousOrSame(window.weekStart()))
              .plusDays((long) DAYS_IN_WEEK * step)
              .atTime(window.startsAt());
      case MONTH -> day.withDayOfMonth(1).plusMonths(step).atTime(window.startsAt());
    };
  }

  private long[] edges(LocalDateTime local) {
    var offsets = rules.getValidOffsets(local);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = rules.getTransition(local);
      return new long[] {gap.toEpochSecond() * 1_000};
    }
    boolean both =
        offsets.size() > 1 && window.period() == io.openwlm.model.token.BudgetWindow.Period.HOUR;
    long first = millis(local, offsets.getFirst());
    return both ? new long[] {first, millis(local, offsets.getLast())} : new long[] {first};
  }

  private static long millis(LocalDateTime local, ZoneOffset offset) {
    return local.toInstant(offset).toEpochMilli();
  }
}
