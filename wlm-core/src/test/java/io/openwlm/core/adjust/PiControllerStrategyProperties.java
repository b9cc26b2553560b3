package io.openwlm.core.adjust;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the controller, over generated definitions and measurements of any kind. */
class PiControllerStrategyProperties {
  private static final int INTERVALS = 40;
  private final PiControllerStrategy strategy = new PiControllerStrategy();

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsItsLawsWithAnyMeasurement(long seed) {
    Random random = new Random(seed);
    ServiceDefinition d = Generated.definition(random);
    int n = d.serviceClasses().size();
    int[] weights = Generated.withinRanges(random, d);
    PiState state = Cases.started(n);
    for (int k = 1; k <= INTERVALS; k++) {
      Seen[] seen = new Seen[n];
      for (int i = 0; i < n; i++) {
        seen[i] = Generated.anything(random);
      }
      Situation situation = Cases.situation(d, weights, seen);
      var outcome = strategy.decide(k, situation, state);
      String at = "seed " + seed + " interval " + k;
      int[] next = outcome.weights().stream().mapToInt(Integer::intValue).toArray();

      assertThat(sum(next)).as("%s conservation: given = taken", at).isEqualTo(sum(weights));
      for (int i = 0; i < n; i++) {
        var range = d.serviceClasses().get(i).weights();
        assertThat(next[i]).as("%s bounds", at).isBetween(range.min(), range.max());
      }
      for (Adjustment a : outcome.decision().adjustments()) {
        checkAdjustment(at, d, situation, a);
      }
      var again = strategy.decide(k, situation, state);
      assertThat(again).as("%s same input, same output", at).isEqualTo(outcome);
      for (Loan loan : outcome.state().loans()) {
        assertThat(loan.amount()).as("%s loans", at).isPositive();
      }
      weights = next;
      state = outcome.state();
    }
  }

  private static void checkAdjustment(
      String at, ServiceDefinition d, Situation situation, Adjustment a) {
    long balance = a.changes().stream().mapToLong(c -> c.to() - c.from()).sum();
    assertThat(balance).as("%s each act conserves", at).isZero();
    if (a.receiver() == null || a.reason() == io.openwlm.model.decision.ReasonCode.GIVE_BACK) {
      return;
    }
    Importance own = d.serviceClass(a.receiver()).orElseThrow().importance();
    assertThat(a.performanceIndex().orElse(0))
        .as("%s only a missed goal takes", at)
        .isGreaterThan(1);
    for (WeightChange change : a.changes().subList(1, a.changes().size())) {
      Importance donor = d.serviceClass(change.serviceClass()).orElseThrow().importance();
      assertThat(own.isMoreImportantThan(donor)).as("%s importance", at).isTrue();
      int i = d.serviceClasses().indexOf(d.serviceClass(change.serviceClass()).orElseThrow());
      assertThat(situation.measured(i).cpusUsed()).as("%s idle donor", at).isPositive();
    }
    WeightChange gain = a.changes().getFirst();
    assertThat(gain.to()).as("%s at most four times", at).isLessThanOrEqualTo(4 * gain.from());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void movesNothingWhenAllGoalsAreMetAndNothingIsOwed(long seed) {
    Random random = new Random(seed);
    ServiceDefinition d = Generated.definition(random);
    int n = d.serviceClasses().size();
    int[] weights = Generated.withinRanges(random, d);
    Seen[] seen = new Seen[n];
    for (int i = 0; i < n; i++) {
      seen[i] =
          new Seen(0.01 + random.nextDouble() * 0.99, random.nextDouble(), random.nextDouble() * 9);
    }
    var outcome = strategy.decide(1, Cases.situation(d, weights, seen), Cases.started(n));
    assertThat(outcome.decision().adjustments()).as("seed %d", seed).isEmpty();
    assertThat(outcome.weights().stream().mapToInt(Integer::intValue).toArray()).isEqualTo(weights);
  }

  private static int sum(int[] values) {
    return java.util.Arrays.stream(values).sum();
  }
}
