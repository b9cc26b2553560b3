package io.openwlm.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.SystemSample;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.Transactions;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Time in queues, from what reporters say. */
class QueueDelayTest {
  private final TransactionIntake intake = new TransactionIntake(new Goal.VelocityGoal(50));

  @Test
  void isUnknownUntilSomebodyTells() {
    assertThat(intake.sampled(10)).isEqualTo(SystemSample.UNKNOWN);
    intake.queued(20, 0, 1);
    assertThat(intake.sampled(30)).isZero();
  }

  @Test
  void addsUpWhatAllReportersHaveWaiting() {
    intake.queued(100, 3, 1);
    intake.queued(200, 2, 2);
    assertThat(intake.sampled(300)).isEqualTo(3 * 100 + 5 * 100);
    intake.queued(400, 1, 1);
    assertThat(intake.sampled(500)).isEqualTo(800 + 5 * 100 + 3 * 100);
    assertThat(intake.sampled(500)).as("never falls").isEqualTo(1600);
  }

  @Test
  void neverFallsBelowZeroWhateverIsTold() {
    long hour = 3_600_000_000_000L;
    for (int i = 0; i < 256; i++) {
      intake.queued(0, 1_000_000_000, i);
    }
    for (int k = 1; k < 1_000; k++) {
      assertThat(intake.sampled(k * hour)).isNotNegative();
    }
    long before = intake.sampled(1_000 * hour);
    assertThat(intake.sampled(1_000 * hour + 1) - before).isEqualTo(TransactionIntake.MAX_QUEUED);
  }

  @Test
  void endsWithItsReporter() {
    intake.queued(0, 3, 1);
    intake.queued(0, 4, 2);
    intake.reporterGone(1);
    assertThat(intake.sampled(10)).isEqualTo(40);
  }

  @Test
  void whatWaitsDoesNotRun() {
    TransactionIntake timed =
        new TransactionIntake(new Goal.PercentileResponseTimeGoal(90, 1_000_000, 30));
    timed.report(0, new long[0], 0, 1, 500, 0, 1);
    timed.queued(0, 3, 1);
    timed.report(10, new long[0], 0, 0, 0, 0, 1);
    assertThat(timed.oldestInFlightNanos(100_000_000)).isZero();
    Transactions seen = timed.drain(100_000_000);
    assertThat(seen.inFlight()).isZero();
    assertThat(Objects.requireNonNull(seen.responseTimes()).count()).isZero();
  }

  @Test
  void staysWhileAReporterTellsOfResponsesOnly() {
    intake.queued(0, 3, 1);
    intake.report(10, new long[0], 0, 2, 5, 0, 1);
    intake.report(20, new long[0], 0, 0, 0, 0, 1);
    assertThat(intake.sampled(100)).isEqualTo(300);
    intake.queued(100, 0, 1);
    assertThat(intake.sampled(200)).isEqualTo(300);
  }
}
