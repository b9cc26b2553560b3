package io.openwlm.core.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.port.SysplexMeasurements;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two systems: what the local and the sysplex performance index say of the same class. */
class SysplexIndexTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;

  private static ClassMeasurement seen(long using, long delay, int ended, long responseNanos) {
    ResponseTimeDistribution times = new ResponseTimeDistribution(100 * MS);
    if (ended > 0) {
      times.record(responseNanos, ended);
    }
    return new ClassMeasurement(
        "A",
        ClassPresence.PRESENT,
        1,
        SECOND,
        Consumption.ofCpu(using),
        UsingDelay.ofCpu(using, delay, 0),
        Pressure.UNKNOWN,
        new Transactions(ended, times, 0, 0, 0));
  }

  private static PerformanceReport evaluate(
      Goal goal, ClassMeasurement here, SysplexMeasurements sysplex) {
    ServiceClass only = ServiceClass.of("A", "", goal, new Importance(1), HostBinding.NONE);
    return new GoalEvaluator(Cases.definition(only), sysplex)
        .evaluate(new IntervalMeasurement(0, SECOND, List.of(here), 2, 0.5));
  }

  private static double local(PerformanceReport report) {
    return report.classes().getFirst().performanceIndex().orElseThrow();
  }

  private static double everywhere(PerformanceReport report) {
    return report.sysplex().getFirst().performanceIndex().orElseThrow();
  }

  @Test
  void bothAreTheSameOnOneSystem() {
    ClassMeasurement here = seen(SECOND / 2, SECOND / 4, 0, 0);
    PerformanceReport alone = evaluate(new Goal.VelocityGoal(50), here, SysplexMeasurements.ALONE);
    PerformanceReport nobody = evaluate(new Goal.VelocityGoal(50), here, _ -> List.of());
    assertThat(alone.sysplex()).isEqualTo(alone.classes());
    assertThat(nobody).isEqualTo(alone);
  }

  @Test
  void anAverageIsThatOfAllTransactions() {
    Goal goal = new Goal.AverageResponseTimeGoal(100 * MS, 60);
    PerformanceReport report =
        evaluate(goal, seen(0, 0, 300, 50 * MS), _ -> List.of(seen(0, 0, 100, 250 * MS)));
    assertThat(local(report)).isCloseTo(0.5, within(0.01));
    assertThat(everywhere(report)).as("(300 x 50 + 100 x 250) / 400").isCloseTo(1, within(0.01));
  }

  @Test
  void aPercentileIsThatOfAllBuckets() {
    Goal goal = new Goal.PercentileResponseTimeGoal(90, 100 * MS, 60);
    PerformanceReport report =
        evaluate(goal, seen(0, 0, 850, 50 * MS), _ -> List.of(seen(0, 0, 150, 190 * MS)));
    assertThat(report.classes().getFirst().misses()).isFalse();
    assertThat(report.sysplex().getFirst().misses()).isTrue();
    assertThat(report.sysplex().getFirst().achieved()).isEqualTo("85%");
  }

  @Test
  void velocityIsThatOfAllUsingAndDelay() {
    PerformanceReport report =
        evaluate(
            new Goal.VelocityGoal(50),
            seen(SECOND / 2, SECOND / 2, 0, 0),
            _ -> List.of(seen(SECOND / 2, 2 * SECOND, 0, 0), seen(SECOND, SECOND / 2, 0, 0)));
    assertThat(local(report)).isCloseTo(1, within(0.01));
    assertThat(everywhere(report)).as("2 s of 5 s: velocity 40").isCloseTo(1.25, within(0.01));
  }

  @Test
  void aSystemThatHasNoWorkOfTheClassIsJudgedByTheOthersOnly() {
    Goal goal = new Goal.AverageResponseTimeGoal(100 * MS, 60);
    PerformanceReport report =
        evaluate(goal, seen(0, 0, 0, 0), _ -> List.of(seen(0, 0, 100, 150 * MS)));
    assertThat(report.classes().getFirst().performanceIndex()).isEmpty();
    assertThat(everywhere(report)).isCloseTo(1.5, within(0.01));
  }
}
