package io.openwlm.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimePointTest {
  private static final ZoneId ZONE = ZoneId.of("+02:00");
  private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-21T12:00:00Z",
    "-10m, 2026-11-21T11:50:00Z",
    "-1.5h, 2026-11-21T10:30:00Z",
    "13:30, 2026-11-21T11:30:00Z",
    "14:00:00, 2026-11-21T12:00:00Z",
    "14:00:01, 2026-11-20T12:00:01Z",
    "2026-11-21, 2026-11-20T22:00:00Z",
    "2026-11-21 08:00, 2026-11-21T06:00:00Z",
    "2026-11-21T08:00:05, 2026-11-21T06:00:05Z",
    "2026-11-21T08:00:05Z, 2026-11-21T08:00:05Z",
    "2026-11-21T08:00:05+01:00, 2026-11-21T07:00:05Z",
  })
  void readsTimesAsPeopleTypeThem(String text, String expected) {
    assertThat(TimePoint.epochMillis(text, NOW, ZONE))
        .contains(Instant.parse(expected).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "25:00", "2026-13-01", "-10", "-m", "14", "+1h", "T", "-T"})
  void refusesWhatIsNoTime(String text) {
    assertThat(TimePoint.epochMillis(text, NOW, ZONE)).isEmpty();
  }

  @Test
  void readsSizesAndDurations() {
    assertThat(Amounts.bytes("1GiB")).contains(1L << 30);
    assertThat(Amounts.bytes("1.5M")).contains(3L << 19);
    assertThat(Amounts.bytes("1GB")).isEmpty();
    assertThat(Amounts.duration("14d")).contains(Duration.ofDays(14));
    assertThat(Amounts.duration("90 min")).contains(Duration.ofMinutes(90));
    assertThat(Amounts.duration("1y")).isEmpty();
  }
}
