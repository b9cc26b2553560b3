package io.openwlm.core.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.FluidPlant;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The goal algorithm in a loop with a machine: it recovers, and comes to rest. */
class AdaptiveClosedLoopProperties {
  private static final ServiceDefinition THREE =
      Cases.definition(
          Cases.velocity("INTERACT", 1, 10, 10_000),
          Cases.velocity("BUILD", 3, 10, 10_000),
          Cases.discretionary("BATCH", 10, 10_000));

  private final AdaptiveStrategy strategy = new AdaptiveStrategy();
  private AdaptiveState state = strategy.initial(3, true);
  private int[] weights = {};
  private long interval;

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, 300);
  }

  private ControlStrategy.Outcome<AdaptiveState> step(ServiceDefinition d, FluidPlant plant) {
    Seen[] seen = plant.run(weights);
    interval++;
    var outcome =
        strategy.decide(
            interval,
            Cases.situation(d, interval * d.control().adjustmentNanos(), weights, seen),
            state);
    state = outcome.state();
    weights = outcome.weights().stream().mapToInt(Integer::intValue).toArray();
    return outcome;
  }

  @Test
  void recoversFromAFloodInOneInterval() {
    FluidPlant plant = new FluidPlant(2, 0.8, 0.4, 0.8);
    state = strategy.initial(3, true);
    weights = new int[] {100, 100, 100};
    step(THREE, plant);
    plant.wants[0] = 1.9;
    plant.wants[2] = 24;
    assertThat(plant.run(weights)[0].pi()).isGreaterThan(1);
    step(THREE, plant);
    assertThat(plant.run(weights)[0].pi()).isLessThanOrEqualTo(1);
    assertThat(plant.run(weights)[2].cpusUsed()).as("batch makes progress").isPositive();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aConstantLoadComesToRest(long seed) {
    Random random = new Random(seed);
    double[] wants = new double[3];
    for (int i = 0; i < 3; i++) {
      wants[i] = random.nextInt(6) == 0 ? 0 : random.nextDouble() * (i == 2 ? 30 : 3);
    }
    FluidPlant plant = new FluidPlant(2, wants);
    state = strategy.initial(3, random.nextBoolean());
    weights = new int[] {100, 50 + random.nextInt(200), 100};
    for (int k = 0; k < 40; k++) {
      step(THREE, plant);
    }
    for (int k = 0; k < 80; k++) {
      var outcome = step(THREE, plant);
      assertThat(outcome.decision().adjustments())
          .as("seed %d: no writes after 40 intervals", seed)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theMostImportantClassIsHelpedIfTheLeastImportantCanPay(long seed) {
    Random random = new Random(seed);
    FluidPlant plant =
        new FluidPlant(
            2, 0.3 + random.nextDouble() * 1.2, random.nextDouble(), 5 + random.nextInt(20));
    state = strategy.initial(3, true);
    weights = new int[] {20 + random.nextInt(100), 50, 1000};
    for (int k = 0; k < 8; k++) {
      step(THREE, plant);
    }
    assertThat(plant.run(weights)[0].pi()).as("seed %d", seed).isLessThanOrEqualTo(1.0);
  }

  @Test
  void raisingTheImportanceOfAClassNeverMakesItMissItsGoalMore() {
    for (int importance = 5; importance > 1; importance--) {
      // A met goal is a met goal: how much room is left to it may vary.
      double higher = Math.max(settled(importance - 1), NetValue.SAFE_INDEX);
      assertThat(higher)
          .isLessThanOrEqualTo(Math.max(settled(importance), NetValue.SAFE_INDEX) + 1e-9);
    }
  }

  private double settled(int importance) {
    ServiceDefinition d =
        Cases.definition(
            Cases.velocity("A", importance, 10, 1000),
            Cases.velocity("B", 3, 10, 1000),
            Cases.velocity("C", 5, 10, 1000));
    FluidPlant plant = new FluidPlant(2, 1.5, 1.5, 10);
    state = strategy.initial(3, true);
    weights = new int[] {100, 100, 300};
    for (int k = 0; k < 60; k++) {
      step(d, plant);
    }
    return plant.run(weights)[0].pi();
  }
}
