package io.openwlm.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.Transactions;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResponseTimeWindowsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long GOAL = SECOND / 10;

  private final TransactionIntake intake =
      new TransactionIntake(new Goal.AverageResponseTimeGoal(GOAL, 50));

  @Test
  void eachWindowHoldsWhatEndedWithinIt() {
    for (int second = 2; second <= 600; second += 2) {
      report(second, 3, 0, 0);
      Transactions now = intake.drain(second * SECOND);
      assertThat(now.completions()).isEqualTo(3);
      long all = 3L * second / 2;
      // 56 to 60 seconds, and 280 to 300: at most a fifteenth less than the name says.
      assertThat(minute(now).count()).isBetween(Math.min(all, 3 * 28), Math.min(all, 3 * 30));
      assertThat(fiveMinutes(now).count())
          .isBetween(Math.min(all, 3 * 140), Math.min(all, 3 * 150));
    }
  }

  @Test
  void whatIsOlderThanTheWindowIsForgottenAlsoWithoutReports() {
    report(10, 5, 0, 0);
    intake.drain(10 * SECOND);
    Transactions later = intake.drain(100 * SECOND);
    assertThat(minute(later).count()).isZero();
    assertThat(fiveMinutes(later).count()).isEqualTo(5);
    assertThat(fiveMinutes(intake.drain(400 * SECOND)).count()).isZero();
  }

  @Test
  void aStuckTransactionCountsOnceInEachWindowWithItsAge() {
    report(1, 0, 1, SECOND);
    Transactions now = intake.drain(SECOND);
    for (int second = 3; second <= 61; second += 2) {
      now = intake.drain(second * SECOND);
      assertThat(minute(now).count()).isEqualTo(1);
    }
    assertThat(minute(now).maxNanos()).isEqualTo(61 * SECOND);
    assertThat(fiveMinutes(now).count()).isEqualTo(1);
    assertThat(Objects.requireNonNull(now.responseTimes()).count()).isEqualTo(1);
  }

  @Test
  void aMeasurementKeepsItsWindowsWhenTimeGoesOn() {
    report(1, 4, 0, 0);
    Transactions first = intake.drain(SECOND);
    report(2, 4, 0, 0);
    intake.drain(2 * SECOND);
    intake.drain(900 * SECOND);
    assertThat(minute(first).count()).isEqualTo(4);
  }

  @Test
  void clocksThatStartBelowZeroAreFine() {
    report(-70, 2, 0, 0);
    intake.drain(-70 * SECOND);
    report(-1, 3, 0, 0);
    Transactions now = intake.drain(-SECOND);
    assertThat(minute(now).count()).isEqualTo(3);
    assertThat(fiveMinutes(intake.drain(SECOND)).count()).isEqualTo(5);
  }

  @Test
  void goalsWithoutResponseTimeHaveNoWindows() {
    Transactions now = new TransactionIntake(new Goal.VelocityGoal(50)).drain(SECOND);
    assertThat(now.windows().minute()).isNull();
    assertThat(now.windows().fiveMinutes()).isNull();
  }

  @Test
  void confidenceFollowsTheNumberOfSamples() {
    assertThat(Confidence.ofSamples(0)).isEqualTo(Confidence.NONE);
    assertThat(Confidence.ofSamples(9)).isEqualTo(Confidence.LOW);
    assertThat(Confidence.ofSamples(10)).isEqualTo(Confidence.MEDIUM);
    assertThat(Confidence.ofSamples(99)).isEqualTo(Confidence.MEDIUM);
    assertThat(Confidence.ofSamples(100)).isEqualTo(Confidence.HIGH);
  }

  private void report(long second, int count, long running, long age) {
    intake.report(second * SECOND, new long[count], count, running, age, 0, 7);
  }

  private static ResponseTimeDistribution minute(Transactions transactions) {
    return Objects.requireNonNull(transactions.windows().minute());
  }

  private static ResponseTimeDistribution fiveMinutes(Transactions transactions) {
    return Objects.requireNonNull(transactions.windows().fiveMinutes());
  }
}
