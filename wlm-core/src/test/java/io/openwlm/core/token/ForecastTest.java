package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;

  /** Calls of a size, one each so many seconds, read every 10 s. */
  private static UseHistory steady(long milliPerCall, int everySeconds, int seconds) {
    UseHistory history = new UseHistory(HOUR);
    for (int s = 0; s <= seconds; s += 10) {
      history.note(s * SECOND, (long) (s / everySeconds) * milliPerCall, s / everySeconds);
    }
    return history;
  }

  @Test
  void anEvenRateBurnsAtOne() {
    // 1,000,000 an hour: 10,000 each 36 s.
    BurnRate burn = BurnRate.of(steady(10_000, 36, 3_000), 1_000_000, HOUR);
    assertThat(burn.slowLong()).isCloseTo(1, within(0.1));
    assertThat(burn.fastLong()).isCloseTo(1, within(0.3));
    assertThat(burn.burns()).isFalse();
  }

  @Test
  void threeTimesTheEvenRateBurns() {
    BurnRate burn = BurnRate.of(steady(10_000, 12, 3_000), 1_000_000, HOUR);
    assertThat(burn.fastLong()).isCloseTo(3, within(0.3));
    assertThat(burn.burns()).isTrue();
  }

  @Test
  void aBurnThatIsOverDoesNotBurn() {
    UseHistory history = steady(10_000, 10, 1_000);
    for (int s = 1_010; s <= 1_070; s += 10) {
      history.note(s * SECOND, 1_000_000, 100);
    }
    BurnRate burn = BurnRate.of(history, 1_000_000, HOUR);
    assertThat(burn.fastLong()).isGreaterThan(BurnRate.FAST / 2);
    assertThat(burn.burns()).isFalse();
    assertThat(burn.shortIsClear()).isTrue();
  }

  @Test
  void fewCallsAreNoTrendHoweverLarge() {
    UseHistory history = new UseHistory(HOUR);
    history.note(0, 0, 0);
    history.note(10 * SECOND, 750_000, 1);
    assertThat(BurnRate.of(history, 1_000_000, HOUR).burns()).isFalse();
    assertThat(Forecast.of(history, 250_000, HOUR, HOUR).isKnown()).isFalse();
  }

  @Test
  void tellsWhenAnEvenBurnRunsDry() {
    // 1,000 a second, 600,000 left: 10 minutes.
    Forecast forecast = Forecast.of(steady(10_000, 10, 1_800), 600_000, HOUR, HOUR / 2);
    assertThat(forecast.exhaustionP50Nanos() / SECOND).isCloseTo(600, Percentage.withPercentage(5));
    assertThat(forecast.exhaustionP90Nanos()).isLessThanOrEqualTo(forecast.exhaustionP50Nanos());
    assertThat(forecast.needP50()).isCloseTo(1_800_000, Percentage.withPercentage(5));
  }

  @Test
  void tellsNothingBeyondTheEndOfTheWindow() {
    Forecast forecast = Forecast.of(steady(10_000, 10, 1_800), 600_000, HOUR, 300 * SECOND);
    assertThat(forecast.exhaustionP50Nanos()).isEqualTo(Forecast.NEVER);
    assertThat(forecast.needP50()).isCloseTo(300_000, Percentage.withPercentage(5));
  }

  @Test
  void readingsThatGoBackInTimeAreLeftOut() {
    UseHistory history = steady(10_000, 10, 100);
    history.note(50 * SECOND, 0, 0);
    assertThat(history.used(100 * SECOND)).isEqualTo(100_000);
  }

  @Test
  void theAnomalySwitchNeedsAJumpAndAPartOfTheBudget() {
    AnomalySwitch usual = new AnomalySwitch();
    UseHistory history = new UseHistory(HOUR);
    long total = 0;
    long calls = 0;
    int s = 0;
    for (; s < 1_800; s += 10) {
      total += 1_000;
      history.note(s * SECOND, total, ++calls);
      assertThat(usual.tick(history, HOUR, 10_000_000)).as("second %s", s).isFalse();
    }
    boolean thrown = false;
    int ticks = 0;
    for (; !thrown && ticks < 30; s += 10, ticks++) {
      total += 200_000; // 200 times its usual
      history.note(s * SECOND, total, ++calls);
      thrown = usual.tick(history, HOUR, 10_000_000);
      if (thrown) {
        assertThat(history.used(HOUR / 24)).isGreaterThan(1_000_000);
      }
    }
    assertThat(thrown).isTrue();
  }

  @Test
  void aNewAgentIsNoAnomaly() {
    AnomalySwitch watch = new AnomalySwitch();
    UseHistory history = new UseHistory(HOUR);
    for (int s = 0; s < 500; s += 10) {
      history.note(s * SECOND, s * 1_000_000L, s);
      assertThat(watch.tick(history, HOUR, 10_000_000)).isFalse();
    }
  }
}
