package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the future keeps what p90 says: calls that come at random, steady or in bursts of
 * random length, with sizes of heavy tails, in a window of an hour. Fixed seeds.
 */
class ForecastCoverageTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int HOUR = 3_600;
  private static final int RUNS = 1_000;

  private final Random random = new Random(42);
  private long total;
  private long calls;
  private boolean on;
  private double switchSecond;

  /** How the calls come; {@code offSeconds} 0 is steady. */
  private record Load(double perSecond, int onSeconds, int offSeconds, String sizes) {
    double mean() {
      double size = sizes.equals("lognormal") ? 2_000 * Math.exp(0.5) : 2_000 * 2.2 / 1.2;
      return perSecond * size * onSeconds / (onSeconds + offSeconds);
    }
  }

  private double exponential(double mean) {
    return -mean * Math.log(1 - random.nextDouble());
  }

  private long size(Load load) {
    double size =
        load.sizes().equals("lognormal")
            ? Math.exp(random.nextGaussian())
            : Math.pow(1 - random.nextDouble(), -1 / 2.2);
    return (long) (2_000 * size);
  }

  /** One second of calls. */
  private void second(Load load, int second) {
    while (load.offSeconds() > 0 && second >= switchSecond) {
      on = !on;
      switchSecond += exponential(on ? load.onSeconds() : load.offSeconds());
    }
    double at = exponential(1 / load.perSecond());
    for (; on && at < 1; at += exponential(1 / load.perSecond())) {
      total += size(load);
      calls++;
    }
  }

  private UseHistory past(Load load, int seconds) {
    total = 0;
    calls = 0;
    on =
        load.offSeconds() == 0
            || random.nextInt(load.onSeconds() + load.offSeconds()) < load.onSeconds();
    switchSecond = exponential(on ? load.onSeconds() : load.offSeconds());
    UseHistory history = new UseHistory(HOUR * SECOND);
    for (int s = 0; s <= seconds; s++) {
      second(load, s);
      if (s % 2 == 0) {
        history.note(s * SECOND, total, calls);
      }
    }
    return history;
  }

  /**
   * The bar is 85 to 97 %. With the spread of the walk alone, as it was, need is kept in 52 to 83 %
   * of these loads.
   */
  @ParameterizedTest
  @CsvSource({
    "0.2, 1, 0, lognormal, 1800, 1800",
    "0.2, 1, 0, pareto, 1800, 300",
    "1, 1, 0, lognormal, 600, 600",
    "1, 1, 0, lognormal, 1800, 300",
    "1, 1, 0, pareto, 1800, 1800",
    "4, 1, 0, lognormal, 1800, 1800",
    "4, 1, 0, pareto, 600, 600",
    "0.2, 10, 20, lognormal, 1800, 1800",
    "1, 10, 20, pareto, 1800, 300",
    "1, 30, 60, lognormal, 1800, 1800",
    "1, 30, 60, pareto, 1800, 300",
    "4, 30, 60, lognormal, 1800, 1800",
    "4, 10, 20, pareto, 600, 600",
  })
  void nineOfTenFuturesKeepWhatP90Says(
      double perSecond, int onSeconds, int offSeconds, String sizes, int seen, int left) {
    Load load = new Load(perSecond, onSeconds, offSeconds, sizes);
    int known = 0;
    int needKept = 0;
    int timeKept = 0;
    for (int run = 0; run < RUNS; run++) {
      UseHistory history = past(load, seen);
      long remaining = (long) (load.mean() * left * (0.3 + 0.6 * random.nextDouble()));
      Forecast forecast = Forecast.of(history, remaining, HOUR * SECOND, left * SECOND);
      if (!forecast.isKnown()) {
        continue;
      }
      known++;
      long before = total;
      long dry = Forecast.NEVER;
      for (int s = 1; s <= left; s++) {
        second(load, seen + s);
        if (dry == Forecast.NEVER && total - before >= remaining) {
          dry = s * SECOND;
        }
      }
      needKept += total - before <= forecast.needP90() ? 1 : 0;
      timeKept += dry >= Math.min(forecast.exhaustionP90Nanos(), left * SECOND) ? 1 : 0;
    }
    assertThat(known).as("forecasts").isGreaterThan(RUNS * 9 / 10);
    assertThat((double) needKept / known).as("need within p90").isBetween(0.85, 0.97);
    assertThat((double) timeKept / known).as("not dry before p90").isBetween(0.85, 0.97);
  }
}
