package io.openwlm.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunResultTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final RunResult.Moments MOMENTS =
      new RunResult.Moments(0, 3 * SECOND, 13 * SECOND, 16 * SECOND);

  /** A hundred requests arrive in each second; all of a second take the same time. */
  private static ServiceLog log(int... millisBySecond) {
    ServiceLog log = new ServiceLog(Path.of("unused"));
    for (int second = 0; second < millisBySecond.length; second++) {
      for (int i = 0; i < 100; i++) {
        long arrived = second * SECOND + i * 10 * MILLI;
        log.add(arrived + millisBySecond[second] * MILLI, millisBySecond[second] * MILLI);
      }
    }
    return log;
  }

  private static RunResult of(int... millisBySecond) {
    return RunResult.of(log(millisBySecond), MOMENTS, 0.5);
  }

  private static List<Long> millis(long... values) {
    return Arrays.stream(values).mapToObj(v -> v * MILLI).toList();
  }

  @Test
  void tellsBeforeWorstAfterAndEndApart() {
    RunResult run = of(8, 8, 8, 190, 260, 170, 20, 12, 12, 12, 12, 12, 12, 5, 6, 6);

    assertThat(run.p90MillisBefore()).isEqualTo(8);
    assertThat(run.p90MillisFloodMax()).isEqualTo(260);
    assertThat(run.p90MillisAfter()).isEqualTo(12);
    assertThat(run.p90MillisEnd()).isEqualTo(6);
    assertThat(run.piBefore()).isEqualTo(0.1);
    assertThat(run.piFloodMax()).isEqualTo(3.25);
    assertThat(run.piAfter()).isEqualTo(0.15);
    assertThat(run.intervalsToRecovery()).isEqualTo(3);
    assertThat(run.recovered()).isTrue();
  }

  @Test
  void keepsEachSecondOfTheFlood() {
    assertThat(
            of(8, 8, 8, 190, 260, 170, 20, 12, 12, 12, 12, 12, 12, 5, 6, 6).p90MillisFloodSeconds())
        .containsExactly(190.0, 260.0, 170.0, 20.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0);
  }

  @Test
  void countsARequestInTheSecondThatItArrived() {
    ServiceLog log = new ServiceLog(Path.of("unused"));
    log.add(9 * SECOND, 5 * SECOND);

    assertThat(log.arrivedNanos(90, 4 * SECOND, 5 * SECOND)).isEqualTo(5 * SECOND);
    assertThat(log.arrivedNanos(90, 9 * SECOND, 10 * SECOND)).isEqualTo(-1);
    assertThat(log.endedNanos(90, 9 * SECOND, 10 * SECOND)).isEqualTo(5 * SECOND);
  }

  @Test
  void takesTheSmallestTimeThatNinetyPercentKeep() {
    ServiceLog log = new ServiceLog(Path.of("unused"));
    for (int i = 1; i <= 10; i++) {
      log.add(i, i);
    }

    assertThat(log.endedNanos(90, 0, 100)).isEqualTo(9);
  }

  @Test
  void aSecondWithoutAnyRequestIsAsBadAsItGets() {
    ServiceLog log = log(8, 8, 8);

    assertThat(RunResult.of(log, MOMENTS, 0).p90MillisFloodMax()).isEqualTo(10_000);
  }

  @Test
  void neverRecoversWhileTheGoalIsMissed() {
    assertThat(RunResult.recovery(millis(190, 190, 30, 30, 190, 190))).isEqualTo(-1);
  }

  @Test
  void needsThreeGoodSecondsInARow() {
    assertThat(RunResult.recovery(millis(190, 30, 30, 190, 30, 30, 30))).isEqualTo(4);
  }

  @Test
  void needsNoRecoveryIfNothingWasMissed() {
    assertThat(RunResult.recovery(millis(10, 20, 80, 10))).isZero();
  }

  @Test
  void saysWhatWasNotReached() {
    assertThat(of(Stream.generate(() -> 190).limit(16).mapToInt(i -> i).toArray()).shortfall())
        .isEqualTo("the service did not meet its goal again while the flood lasted");
    assertThat(of(8, 8, 8, 190, 190, 190, 190, 190, 190, 190, 12, 12, 12, 8, 8, 8).shortfall())
        .isEqualTo("the service met its goal again after 7 intervals, later than 5");
  }
}
