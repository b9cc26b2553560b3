package io.openwlm.core.adjust;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the first seed's controllers get wrong, one test each (ADR 0004; reproduced on its code:
 * idle class to maximum, one tick saturates and stays, equals rob each other, donors drained).
 */
class SeedDefectsTest {
  private final PiControllerStrategy strategy = new PiControllerStrategy();

  @Test
  void theZeroOfTheErrorIsRealAGoalMetExactlyAsksForNothing() {
    ServiceDefinition d =
        Cases.definition(Cases.velocity("A", 1, 1, 1000), Cases.velocity("B", 5, 1, 1000));
    // Heavy pressure (a guessed threshold would fire), yet the goal is met: PI is the only error.
    var outcome =
        strategy.decide(
            1,
            Cases.situation(d, new int[] {100, 100}, new Seen(1.0, 0.5, 40), new Seen(0.9, 1, 40)),
            Cases.started(2));
    assertThat(outcome.decision().adjustments()).isEmpty();
    assertThat(outcome.weights()).containsExactly(100, 100);
  }

  @Test
  void anIdleClassNeverGainsWeight() {
    ServiceDefinition d =
        Cases.definition(Cases.velocity("IDLE", 1, 1, 900), Cases.velocity("BUSY", 3, 1, 900));
    PiState state = Cases.started(2);
    int[] weights = {100, 100};
    for (int k = 1; k <= 20; k++) {
      var outcome =
          strategy.decide(
              k,
              Cases.situation(d, weights, new Seen(Double.NaN, 0, 0), new Seen(1.5, 1, 1)),
              state);
      assertThat(outcome.weights().getFirst()).isEqualTo(100);
      state = outcome.state();
    }
  }

  @Test
  void oneBadIntervalNeitherSaturatesNorStays() {
    ServiceDefinition d =
        Cases.definition(Cases.velocity("A", 1, 1, 1000), Cases.velocity("B", 5, 1, 1000));
    PiState state = Cases.started(2);
    // One interval far off: at most a factor four, not the maximum weight.
    var miss =
        strategy.decide(
            1, Cases.situation(d, new int[] {100, 900}, Seen.of(60), new Seen(0.5, 1, 20)), state);
    assertThat(miss.weights().getFirst()).isEqualTo(400);
    // The next is good: nothing more is asked for, although the weight could still rise.
    var met =
        strategy.decide(
            2,
            Cases.situation(d, new int[] {400, 600}, Seen.of(0.9), new Seen(0.9, 1, 20)),
            miss.state());
    assertThat(met.weights().getFirst()).isEqualTo(400);
    // The flood ends: given back within a few intervals, not after 80 s.
    state = met.state();
    int[] weights = {400, 600};
    for (int k = 3; k < 15; k++) {
      var outcome =
          strategy.decide(
              k, Cases.situation(d, weights, Seen.of(0.5), new Seen(0.5, 0.3, 0.1)), state);
      state = outcome.state();
      weights = outcome.weights().stream().mapToInt(Integer::intValue).toArray();
    }
    assertThat(weights).containsExactly(100, 900);
  }

  @Test
  void integrationStopsAtTheMaximumWeight() {
    ServiceDefinition d =
        Cases.definition(Cases.velocity("A", 1, 1, 200), Cases.velocity("B", 5, 1, 1000));
    PiState state = Cases.started(2);
    int[] weights = {100, 900};
    for (int k = 1; k <= 100; k++) {
      var outcome =
          strategy.decide(k, Cases.situation(d, weights, Seen.of(5), new Seen(0.9, 1, 20)), state);
      state = outcome.state();
      weights = outcome.weights().stream().mapToInt(Integer::intValue).toArray();
    }
    assertThat(weights).containsExactly(200, 800);
    assertThat(state.classes().getFirst().lastError()).isLessThanOrEqualTo(Math.log(10));
    for (int k = 101; k <= 102; k++) {
      var met =
          strategy.decide(
              k, Cases.situation(d, weights, Seen.of(0.5), new Seen(0.5, 0.3, 0.1)), state);
      state = met.state();
      weights = met.weights().stream().mapToInt(Integer::intValue).toArray();
    }
    assertThat(weights[0]).as("falls within two intervals of a met goal").isLessThan(200);
  }

  @Test
  void equalImportanceNeverRobsAMissingPeer() {
    ServiceDefinition d =
        Cases.definition(Cases.velocity("A", 2, 10, 1000), Cases.velocity("B", 2, 10, 1000));
    var outcome =
        strategy.decide(
            1, Cases.situation(d, new int[] {100, 100}, Seen.of(3), Seen.of(3)), Cases.started(2));
    assertThat(outcome.weights()).containsExactly(100, 100);
    assertThat(outcome.decision().skips())
        .extracting(r -> r.reason())
        .containsExactly(ReasonCode.NO_DONOR, ReasonCode.NO_DONOR);
  }

  @Test
  void takesFromTheLeastImportantDonorAndOnlyWhatIsNeeded() {
    ServiceDefinition d =
        Cases.definition(
            Cases.velocity("ONE", 1, 10, 1000),
            Cases.velocity("TWO", 2, 10, 1000),
            Cases.velocity("FIVE", 5, 10, 1000));
    var outcome =
        strategy.decide(
            1,
            Cases.situation(
                d, new int[] {100, 100, 100}, Seen.of(1.02), Seen.of(0.9), Seen.of(0.9)),
            Cases.started(3));
    assertThat(outcome.weights().get(1)).as("importance 2 is left alone").isEqualTo(100);
    assertThat(outcome.weights().get(2)).as("a hair costs a little").isBetween(90, 99);
    assertThat(outcome.decision().adjustments().getFirst().notChosen())
        .extracting(r -> r.serviceClass() + " " + r.reason())
        .containsExactly("TWO DONOR_NOT_NEEDED");
  }

  @Test
  void equalsThatBothMissShareWhatDonorsCanGive() {
    ServiceDefinition d =
        Cases.definition(
            Cases.velocity("NORTH", 2, 10, 1000),
            Cases.velocity("SOUTH", 2, 10, 1000),
            Cases.velocity("BATCH", 5, 10, 1000));
    var outcome =
        strategy.decide(
            1,
            Cases.situation(d, new int[] {100, 100, 110}, Seen.of(3), Seen.of(3), Seen.of(0.9)),
            Cases.started(3));
    assertThat(outcome.weights()).containsExactly(150, 150, 10);
  }

  @Test
  void equalsPayInProportionToTheirSurplus() {
    ServiceDefinition d =
        Cases.definition(
            Cases.velocity("ONE", 1, 10, 1000),
            Cases.velocity("B", 5, 10, 1000),
            Cases.velocity("C", 5, 60, 1000));
    var outcome =
        strategy.decide(
            1,
            Cases.situation(d, new int[] {30, 110, 110}, Seen.of(4), Seen.of(0.9), Seen.of(0.9)),
            Cases.started(3));
    assertThat(outcome.weights()).isEqualTo(List.of(120, 50, 80));
  }

  @Test
  void theErrorOfAnyIndexIsFinite() {
    for (double pi : new double[] {0.01, 1, 1e3, Double.MAX_VALUE, Double.POSITIVE_INFINITY}) {
      assertThat(PiController.error(pi)).isBetween(0.0, Math.log(10));
      assertThat(PiController.request(100, PiController.error(pi), 0, new WeightRange(1, 10_000)))
          .isBetween(100, 400);
    }
  }
}
