package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.BudgetWindow.Aligned;
import io.openwlm.model.token.BudgetWindow.Period;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calendar windows on days on which clocks change. */
class WindowEdgesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static WindowEdges edges(Period period, String startsAt) {
    return new WindowEdges(
        new Aligned(period, BERLIN, LocalTime.parse(startsAt), DayOfWeek.MONDAY));
  }

  private static void window(WindowEdges edges, String moment, String start, String end) {
    long at = Instant.parse(moment).toEpochMilli();
    assertThat(Instant.ofEpochMilli(edges.start(at))).isEqualTo(Instant.parse(start));
    assertThat(Instant.ofEpochMilli(edges.end(at))).isEqualTo(Instant.parse(end));
  }

  @Test
  void aDayInSpringHas23HoursAndOneInAutumn25() {
    WindowEdges day = edges(Period.DAY, "00:00");
    window(day, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    window(day, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z");
  }

  @Test
  void aBeginningThatTheClockLeavesOutIsTheMomentOfTheChange() {
    WindowEdges day = edges(Period.DAY, "02:30");
    window(day, "2026-03-29T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    window(day, "2026-03-29T00:59:59Z", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z");
  }

  @Test
  void aBeginningThatComesTwiceCountsTheFirstTime() {
    WindowEdges day = edges(Period.DAY, "02:30");
    window(day, "2026-10-25T00:29:59Z", "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z");
    window(day, "2026-10-25T01:45:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void anHourThatComesTwiceIsTwoWindowsWithTwoNames() {
    WindowEdges hour = edges(Period.HOUR, "00:00");
    window(hour, "2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z");
    window(hour, "2026-10-25T01:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
    assertThat(hour.id(Instant.parse("2026-10-25T00:00:00Z").toEpochMilli()))
        .isEqualTo("2026-10-25T02:00+02:00@Europe/Berlin");
    assertThat(hour.id(Instant.parse("2026-10-25T01:00:00Z").toEpochMilli()))
        .isEqualTo("2026-10-25T02:00+01:00@Europe/Berlin");
  }

  @Test
  void monthsAndWeeksFollowTheCalendar() {
    WindowEdges month = edges(Period.MONTH, "00:00");
    window(month, "2026-11-21T14:00:00Z", "2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z");
    assertThat(month.id(month.start(Instant.parse("2026-11-21T14:00:00Z").toEpochMilli())))
        .isEqualTo("2026-11@Europe/Berlin");
    WindowEdges week = edges(Period.WEEK, "06:00");
    window(week, "2026-11-23T04:59:59Z", "2026-11-16T05:00:00Z", "2026-11-23T05:00:00Z");
    assertThat(week.id(week.start(Instant.parse("2026-11-23T04:00:00Z").toEpochMilli())))
        .isEqualTo("week-2026-11-16T06:00@Europe/Berlin");
    WindowEdges day = edges(Period.DAY, "06:00");
    assertThat(day.id(day.start(Instant.parse("2026-11-21T04:00:00Z").toEpochMilli())))
        .isEqualTo("2026-11-20T06:00@Europe/Berlin");
  }

  @ParameterizedTest
  @EnumSource(Period.class)
  void windowsLeaveNoGapAndNamesDiffer(Period period) {
    String[] zones = {
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Pacific/Apia",
      "Asia/Kolkata",
      "America/Sao_Paulo",
      "Africa/Casablanca",
      "UTC"
    };
    Random random = new Random(Long.getLong("wlm.seed", 20261121));
    for (String zone : zones) {
      for (int i = 0; i < 40; i++) {
        LocalTime startsAt =
            i % 2 == 0 ? LocalTime.MIDNIGHT : LocalTime.of(random.nextInt(24), random.nextInt(60));
        WindowEdges edges =
            new WindowEdges(
                new Aligned(
                    period, ZoneId.of(zone), startsAt, DayOfWeek.of(1 + random.nextInt(7))));
        long at =
            Instant.parse("2005-01-01T00:00:00Z").toEpochMilli()
                + random.nextLong(Duration.ofDays(365L * 25).toMillis());
        for (int step = 0; step < 50; step++) {
          long start = edges.start(at);
          long end = edges.end(at);
          assertThat(start).as("%s %s %s", zone, startsAt, at).isLessThanOrEqualTo(at);
          assertThat(end).as("%s %s %s", zone, startsAt, at).isGreaterThan(at);
          assertThat(edges.start(end)).as("%s %s %s", zone, startsAt, at).isEqualTo(end);
          assertThat(edges.start(end - 1)).as("%s %s %s", zone, startsAt, at).isEqualTo(start);
          assertThat(edges.id(end)).isNotEqualTo(edges.id(start));
          at = end + random.nextLong(Math.max(1, end - start));
        }
      }
    }
  }
}
