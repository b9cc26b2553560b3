package io.openwlm.simulator.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.simulator.outcome.HandMade;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * That the baseline has the faults that were found in the published controller, number by number.
 */
class PublishedSeedStrategyTest {
  private static final long SECOND = 1_000_000_000L;
  private static final WeightRange INTERACTIVE = new WeightRange(10, 1000);
  private static final WeightRange BATCH = new WeightRange(1, 900);
  private final PublishedSeedStrategy strategy = new PublishedSeedStrategy();

  /** A strategy that runs on weights which it may set as it likes. */
  private final class Loop {
    private final ServiceDefinition definition;
    private final int[] weights;
    private PublishedSeedState state;
    private List<WeightChange> changes = List.of();

    Loop(ServiceDefinition definition, int... weights) {
      this.definition = definition;
      this.weights = weights;
      state = strategy.initial(weights.length, false);
    }

    /**
     * @param pressures in percent; negative = unknown
     */
    List<Integer> after(long seconds, double... pressures) {
      var outcome = strategy.decide(1, situation(definition, weights, seconds, pressures), state);
      state = outcome.state();
      changes =
          outcome.decision().adjustments().stream().flatMap(a -> a.changes().stream()).toList();
      for (int i = 0; i < weights.length; i++) {
        weights[i] = outcome.wanted().get(i).cpuWeight();
      }
      return outcome.weights();
    }

    /** Lets {@code avg10} settle at these pressures, without an act. */
    Loop averaging(double... pressures) {
      List<Double> settled = java.util.Arrays.stream(pressures).boxed().toList();
      state = new PublishedSeedState(settled, state.integrals(), state.sinceActNanos());
      return this;
    }
  }

  private static Situation situation(
      ServiceDefinition definition, int[] weights, long seconds, double... pressures) {
    List<ClassMeasurement> seen = new ArrayList<>();
    List<ClassSettings> kernel = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      double pressure = pressures[i] < 0 ? -1 : pressures[i] / 100;
      seen.add(
          new ClassMeasurement(
              definition.serviceClasses().get(i).name(),
              ClassPresence.PRESENT,
              1,
              seconds * SECOND,
              Consumption.NONE,
              UsingDelay.NONE,
              new Pressure(pressure, 0, 0),
              Transactions.NONE));
      kernel.add(ClassSettings.ofCpu(weights[i]));
    }
    return new Situation(
        definition,
        new IntervalMeasurement(0, seconds * SECOND, seen, 2, 0),
        new PerformanceReport(seconds * SECOND, List.of()),
        kernel,
        Set.of(),
        "none",
        false);
  }

  private static ServiceDefinition one(int level, WeightRange range, Goal goal) {
    return HandMade.definition(List.of(HandMade.serviceClass("A", level, range, goal)));
  }

  private static Goal responseTime(long millis) {
    return new Goal.PercentileResponseTimeGoal(99, millis * 1_000_000, 50);
  }

  @Test
  void takesTheThresholdFromTheKindOfGoal() {
    assertThat(SeedController.threshold(responseTime(999))).isEqualTo(3);
    assertThat(SeedController.threshold(responseTime(1000))).isEqualTo(5);
    assertThat(SeedController.threshold(responseTime(5000))).isEqualTo(10);
    assertThat(SeedController.threshold(new Goal.ThroughputGoal(1))).isEqualTo(8);
    assertThat(SeedController.threshold(new Goal.VelocityGoal(90))).isEqualTo(10);
    assertThat(SeedController.threshold(new Goal.DiscretionaryGoal())).isEqualTo(10);
  }

  @Test
  void givesAnIdleClassTheMaximum() {
    Loop loop = new Loop(one(3, BATCH, new Goal.VelocityGoal(10)), 100);
    // 100 - 150 = -50, which as an unsigned number of 32 bits is 4294967246.
    assertThat(loop.after(10, 0)).containsExactly(900);
    // Then down by 150 each time, and below zero to the maximum again: a saw-tooth.
    List<Integer> later = new ArrayList<>();
    for (int k = 0; k < 7; k++) {
      later.addAll(loop.after(10, 0));
    }
    assertThat(later).containsExactly(750, 600, 450, 300, 150, 1, 900);
  }

  @Test
  void saturatesAtOnceAndStaysThereLongAfterRecovery() {
    Loop loop = new Loop(one(1, INTERACTIVE, responseTime(2000)), 100).averaging(60);
    assertThat(loop.after(10, 60)).containsExactly(1000);
    // The pressure is gone; the integral of 500 bleeds by a tenth every 10 s.
    loop.averaging(0);
    int atMaximum = 0;
    while (loop.after(10, 0).getFirst() == 1000) {
      atMaximum++;
    }
    assertThat(atMaximum).as("periods of 10 s at the maximum").isGreaterThanOrEqualTo(8);
  }

  @Test
  void windsUpBeyondTheMaximumWeight() {
    assertThat(SeedController.integral(0, 55, 10)).isEqualTo(500);
    assertThat(SeedController.integral(500, 55, 10)).isEqualTo(500);
    assertThat(SeedController.integral(500, 0, 10)).isEqualTo(450);
    assertThat(SeedController.integral(-100, -50, 10)).isEqualTo(-90);
  }

  @Test
  void oneOfTwoEqualsRobsTheOther() {
    var a = new SeedArbitration.Claim(0, false, 100, 10, 1000);
    var b = new SeedArbitration.Claim(1, false, 100, 10, 1000);
    SeedArbitration.run(List.of(a, b));
    assertThat(List.of(a.weight, b.weight)).containsExactly(190, 10);
  }

  @Test
  void drainsImportantDonorsLikeUnimportantOnes() {
    var receiver = new SeedArbitration.Claim(0, false, 100, 10, 1000);
    var important = new SeedArbitration.Claim(1, true, 100, 10, 1000);
    var unimportant = new SeedArbitration.Claim(2, true, 100, 10, 1000);
    SeedArbitration.run(List.of(receiver, important, unimportant));
    assertThat(List.of(receiver.weight, important.weight, unimportant.weight))
        .containsExactly(280, 10, 10);
  }

  @Test
  void sharesTheNeedAmongDonorsByWhatTheyHaveToSpare() {
    var receiver = new SeedArbitration.Claim(0, false, 940, 10, 1000);
    var rich = new SeedArbitration.Claim(1, true, 210, 10, 1000);
    var poor = new SeedArbitration.Claim(2, true, 110, 10, 1000);
    SeedArbitration.run(List.of(receiver, rich, poor));
    assertThat(List.of(receiver.weight, rich.weight, poor.weight)).containsExactly(1000, 170, 90);
  }

  @Test
  void actsEveryTenSecondsWhateverTheInterval() {
    ServiceDefinition d = HandMade.definition(1, 5);
    Loop loop = new Loop(d, 100, 100);
    for (int second = 1; second < 10; second++) {
      assertThat(loop.after(1, 90, 90)).containsExactly(100, 100);
    }
    assertThat(loop.after(1, 90, 90)).isNotEqualTo(List.of(100, 100));
    assertThat(loop.changes).extracting(WeightChange::serviceClass).containsExactly("A", "B");
  }

  @Test
  void seesPressureAsTheKernelAveragesIt() {
    Loop loop = new Loop(HandMade.definition(1), 100);
    loop.after(10, 50);
    // After one time constant, 63 % of the step: 31.6 %.
    assertThat(loop.state.averages().getFirst()).isBetween(31.6, 31.61);
  }

  @Test
  void leavesAloneWhatItCannotSee() {
    ServiceClass tokens =
        HandMade.serviceClass("C", 1, WeightRange.DEFAULT, new Goal.TokenBudgetGoal("1/hour"));
    ServiceClass unseen = HandMade.serviceClass("A", 1, WeightRange.DEFAULT);
    ServiceClass noGroup = HandMade.serviceClass("B", 1, WeightRange.DEFAULT);
    Loop loop = new Loop(HandMade.definition(List.of(unseen, noGroup, tokens)), 100, 0, 100);
    assertThat(loop.after(10, -1, 90, 90)).containsExactly(100, 0, 100);
  }
}
