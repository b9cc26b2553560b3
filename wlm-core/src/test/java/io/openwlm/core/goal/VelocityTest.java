package io.openwlm.core.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.core.port.TokenReports;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.Evidence;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.measurement.VelocitySamples;
import org.junit.jupiter.api.Test;

/** Which delays count in execution velocity: the table of z/OS. */
class VelocityTest {
  private static final long SECOND = 1_000_000_000L;
  private static final VelocitySamples PLAIN = new VelocitySamples(false, false);
  private static final VelocitySamples WITH_IO = new VelocitySamples(true, false);

  /** Tenths of a second of using and of each delay, in one interval of a second; goal 50. */
  private static ClassPerformance judged(
      VelocitySamples counting, double used, int processes, long... tenths) {
    UsingDelay d =
        new UsingDelay(
            tenths[0] * SECOND / 10,
            tenths[1] * SECOND / 10,
            tenths[2] * SECOND / 10,
            tenths[3] * SECOND / 10,
            tenths[4] * SECOND / 10,
            tenths[5] * SECOND / 10);
    ClassMeasurement m =
        new ClassMeasurement(
            "A",
            ClassPresence.PRESENT,
            processes,
            SECOND,
            Consumption.ofCpu(Math.round(used * SECOND)),
            d,
            new Pressure(0.5, 0, 0),
            Transactions.NONE);
    Goal goal = new Goal.VelocityGoal(50);
    ServiceClass of = ServiceClass.of("A", "", goal, new Importance(1), HostBinding.NONE);
    return new ClassGoalEvaluator(of, counting).evaluate(m, TokenReports.NONE);
  }

  private static double index(VelocitySamples counting, long... tenths) {
    return judged(counting, tenths[0] / 10.0, 1, tenths).performanceIndex().orElseThrow();
  }

  @Test
  void waitingForMemoryCountsAlways() {
    assertThat(index(PLAIN, 2, 0, 0, 0, 6, 0)).isCloseTo(2.0, within(1e-9));
    assertThat(index(PLAIN, 2, 0, 0, 0, 0, 0)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void waitingInAQueueCountsAlways() {
    assertThat(index(PLAIN, 2, 0, 0, 0, 0, 6)).isCloseTo(2.0, within(1e-9));
    assertThat(index(PLAIN, 2, 1, 0, 0, 2, 3)).isCloseTo(2.0, within(1e-9));
  }

  @Test
  void waitingForADeviceCountsWithIoPriorityManagementOnly() {
    assertThat(index(PLAIN, 2, 0, 0, 6, 0, 0)).isCloseTo(0.5, within(1e-9));
    assertThat(index(WITH_IO, 2, 0, 0, 6, 0, 0)).isCloseTo(2.0, within(1e-9));
  }

  @Test
  void aLimitCountsInAResourceGroupOnly() {
    assertThat(index(PLAIN, 2, 0, 6, 0, 0, 0)).isCloseTo(0.5, within(1e-9));
    assertThat(index(new VelocitySamples(false, true), 2, 0, 6, 0, 0, 0))
        .isCloseTo(2.0, within(1e-9));
  }

  @Test
  void workThatOnlyWaitsInAQueueHasTheLowestVelocity() {
    ClassPerformance p = judged(PLAIN, 0, 0, 0, 0, 0, 0, 0, 9);
    assertThat(p.performanceIndex()).hasValueCloseTo(50.0, within(1e-9));
    assertThat(p.achieved()).isEqualTo("v0");
  }

  @Test
  void workWithoutProcessesThatWaitsForNothingHasNone() {
    assertThat(judged(PLAIN, 0, 0, 0, 0, 0, 0, 0, 0).detail()).isEqualTo("no processes");
  }

  @Test
  void ofTasksThatEndedUnseenTheOtherDelaysCountByThePartThatWasSeen() {
    ClassPerformance p = judged(PLAIN, 0.8, 1, 2, 2, 0, 0, 8, 0);
    // A quarter of the CPU time was seen, so a quarter of the memory delay counts: 2 / (2 + 2 + 2).
    assertThat(p.performanceIndex()).hasValueCloseTo(1.5, within(1e-9));
    assertThat(p.confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void whereNoTaskIsSeenPressureStandsInWhateverElseIsKnown() {
    ClassPerformance p = judged(PLAIN, 0.8, 1, 0, 0, 0, 0, 8, 0);
    assertThat(p.evidence()).isEqualTo(Evidence.PRESSURE);
    assertThat(p.performanceIndex()).hasValueCloseTo(1.0, within(1e-9));
  }
}
