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
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.ResponseTimeWindows;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.measurement.VelocitySamples;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassGoalEvaluatorTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final Goal PERCENTILE = new Goal.PercentileResponseTimeGoal(90, 100 * MS, 60);

  /** An evaluator of a class without token budget. */
  private record Judge(ClassGoalEvaluator evaluator) {
    ClassPerformance evaluate(ClassMeasurement now) {
      return evaluator.evaluate(now, TokenReports.NONE);
    }
  }

  private static Judge evaluator(Goal goal) {
    return new Judge(
        new ClassGoalEvaluator(
            ServiceClass.of("A", "", goal, new Importance(1), HostBinding.NONE),
            new VelocitySamples(false, false)));
  }

  /** One interval of a second with using and delay, and transactions of one response time. */
  private static ClassMeasurement interval(
      long usingNanos,
      long delayNanos,
      double pressure,
      int ended,
      long responseNanos,
      long oldest) {
    var times = new ResponseTimeDistribution(100 * MS);
    times.record(responseNanos, ended);
    return new ClassMeasurement(
        "A",
        ClassPresence.PRESENT,
        1,
        SECOND,
        Consumption.ofCpu(usingNanos),
        UsingDelay.ofCpu(usingNanos, delayNanos, 0),
        new Pressure(pressure, 0, 0),
        new Transactions(ended, times, oldest > 0 ? 4 : 0, oldest, 0));
  }

  @Test
  void isOneWhenThePercentileEndsExactlyWithinTheGoal() {
    ClassPerformance p =
        evaluator(PERCENTILE).evaluate(interval(SECOND / 2, 0, 0, 200, 100 * MS, 0));
    assertThat(p.performanceIndex()).hasValueCloseTo(1.0, within(0.02));
    assertThat(p.evidence()).isEqualTo(Evidence.TRANSACTIONS);
    assertThat(p.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(p.achieved()).isEqualTo("100%");
    assertThat(p.misses()).isFalse();
  }

  @Test
  void countsTheAverageAgainstTheGoal() {
    ClassPerformance p =
        evaluator(new Goal.AverageResponseTimeGoal(100 * MS, 60))
            .evaluate(interval(0, 0, 0, 50, 250 * MS, 0));
    assertThat(p.performanceIndex()).hasValueCloseTo(2.5, within(0.001));
    assertThat(p.achieved()).isEqualTo("250ms");
    assertThat(p.misses()).isTrue();
  }

  @Test
  void looksBackUntilItHasTenTransactionsAndSaysNothingBefore() {
    var evaluator = evaluator(PERCENTILE);
    for (int k = 0; k < 4; k++) {
      ClassPerformance p = evaluator.evaluate(interval(0, 0, 0, 2, 50 * MS, 0));
      assertThat(p.performanceIndex()).isEmpty();
      assertThat(p.detail()).endsWith("of 10 transactions");
    }
    assertThat(evaluator.evaluate(interval(0, 0, 0, 2, 50 * MS, 0)).performanceIndex()).isPresent();
  }

  @Test
  void aStuckClassMissesItsGoalAlthoughNothingEnds() {
    var evaluator = evaluator(PERCENTILE);
    evaluator.evaluate(interval(0, 0, 0, 500, 20 * MS, 0));
    ClassPerformance p = evaluator.evaluate(interval(0, 0, 0, 0, 0, 700 * MS));
    assertThat(p.performanceIndex()).hasValueCloseTo(7.0, within(0.001));
    assertThat(p.detail()).isEqualTo("4 running, none ended");
  }

  /** So many that ended in 20 ms, and others that run for 700 ms. */
  private static ClassMeasurement halfStuck(int ended, int late) {
    var quick = new ResponseTimeDistribution(100 * MS);
    quick.record(20 * MS, ended);
    var all = quick.copy();
    all.record(700 * MS, late);
    return new ClassMeasurement(
        "A",
        ClassPresence.PRESENT,
        1,
        SECOND,
        Consumption.ofCpu(SECOND / 2),
        UsingDelay.NONE,
        new Pressure(0, 0, 0),
        new Transactions(ended, all, late, 700 * MS, 0, ResponseTimeWindows.NONE, quick));
  }

  @Test
  void fewQuickEndsBesideManyThatAreStuckMissTheGoal() {
    ClassPerformance p = evaluator(PERCENTILE).evaluate(halfStuck(20, 500));
    assertThat(p.performanceIndex().orElseThrow()).isGreaterThan(6);
    assertThat(evaluator(PERCENTILE).evaluate(halfStuck(20, 1)).misses()).isFalse();
  }

  @Test
  void whatIsStuckCountsOnceHoweverManyIntervalsAreLookedAt() {
    var evaluator = evaluator(PERCENTILE);
    ClassPerformance p = evaluator.evaluate(halfStuck(4, 1));
    assertThat(p.performanceIndex()).isEmpty();
    evaluator.evaluate(halfStuck(4, 1));
    p = evaluator.evaluate(halfStuck(4, 1));
    assertThat(p.detail()).startsWith("13 transactions"); // 3 x 4 that ended, and the one
    assertThat(p.misses()).isFalse();
  }

  @Test
  void aServiceThatReportsNothingIsJudgedByItsDelaysAndSaysSo() {
    ClassPerformance p =
        evaluator(PERCENTILE).evaluate(interval(SECOND * 3 / 10, SECOND * 7 / 10, 0.7, 0, 0, 0));
    assertThat(p.performanceIndex()).hasValueCloseTo(2.0, within(0.001));
    assertThat(p.evidence()).isEqualTo(Evidence.USING_DELAY);
    assertThat(p.confidence()).isEqualTo(Confidence.MEDIUM);
    assertThat(p.achieved()).isEqualTo("v30");
    assertThat(p.detail()).isEqualTo("no transactions reported: velocity 60 stands in");
  }

  @Test
  void fallsBackToPressureWhenNoDelayIsSeen() {
    ClassMeasurement m = interval(0, 0, 0.5, 0, 0, 0);
    ClassMeasurement busy =
        new ClassMeasurement(
            "A",
            ClassPresence.PRESENT,
            1,
            SECOND,
            Consumption.ofCpu(SECOND),
            UsingDelay.NONE,
            new Pressure(0.5, 0, 0),
            new Transactions(0, m.responseTimes(), 0, 0, 0));
    ClassPerformance p = evaluator(new Goal.VelocityGoal(40)).evaluate(busy);
    assertThat(p.performanceIndex()).hasValueCloseTo(0.8, within(0.001));
    assertThat(p.evidence()).isEqualTo(Evidence.PRESSURE);
    assertThat(p.confidence()).isEqualTo(Confidence.LOW);
  }

  @Test
  void anIdleClassHasNoIndex() {
    ClassPerformance p = evaluator(new Goal.VelocityGoal(40)).evaluate(interval(0, 0, 0, 0, 0, 0));
    assertThat(p.performanceIndex()).isEmpty();
    assertThat(p.detail()).isEqualTo("idle");
  }

  @Test
  void doesNotTakeAPauseBetweenTransactionsForSilence() {
    var evaluator = evaluator(PERCENTILE);
    evaluator.evaluate(interval(SECOND / 10, SECOND, 0.9, 200, 20 * MS, 0));
    ClassPerformance p = evaluator.evaluate(interval(SECOND / 10, SECOND, 0.9, 0, 0, 0));
    assertThat(p.performanceIndex()).isEmpty();
    assertThat(p.detail()).isEqualTo("no transactions in this interval");
  }

  @Test
  void throughputIsGoalOverAchieved() {
    var goal = new Goal.ThroughputGoal(100);
    assertThat(evaluator(goal).evaluate(interval(0, 0, 0, 50, MS, 0)).performanceIndex())
        .hasValueCloseTo(2.0, within(0.001));
    assertThat(evaluator(goal).evaluate(interval(0, 0, 0, 0, 0, 5 * MS)).performanceIndex())
        .hasValue(ClassPerformance.MAX_PI);
  }

  @Test
  void velocityOneIsTheLowestThatCounts() {
    ClassPerformance p =
        evaluator(new Goal.VelocityGoal(50)).evaluate(interval(0, SECOND, 1, 0, 0, 0));
    assertThat(p.performanceIndex()).hasValueCloseTo(50.0, within(0.001));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void isNeverNaNNorOutOfRange(long seed) {
    Random random = new Random(seed);
    Goal[] goals = {
      PERCENTILE,
      new Goal.AverageResponseTimeGoal(100 * MS, 1),
      new Goal.VelocityGoal(99),
      new Goal.ThroughputGoal(1e-9),
      new Goal.DiscretionaryGoal()
    };
    long[] odd = {0, 1, SECOND, Long.MAX_VALUE / 4, 3 * MS};
    for (Goal goal : goals) {
      var evaluator = evaluator(goal);
      for (int k = 0; k < 200; k++) {
        ClassPerformance p =
            evaluator.evaluate(
                interval(
                    odd[random.nextInt(5)],
                    odd[random.nextInt(5)],
                    random.nextInt(3) - 1,
                    random.nextInt(30),
                    odd[random.nextInt(5)],
                    random.nextBoolean() ? odd[random.nextInt(5)] : 0));
        p.performanceIndex()
            .ifPresent(pi ->
                assertThat(pi)
                    .as("seed %d", seed)
                    .isBetween(ClassPerformance.MIN_PI, ClassPerformance.MAX_PI));
      }
    }
  }
}
