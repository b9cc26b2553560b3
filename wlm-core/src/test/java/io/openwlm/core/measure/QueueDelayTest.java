package io.openwlm.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.SystemSample;
import io.openwlm.model.definition.Goal;
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
  void endsWithItsReporter() {
    intake.queued(0, 3, 1);
    intake.queued(0, 4, 2);
    intake.reporterGone(1);
    assertThat(intake.sampled(10)).isEqualTo(40);
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
