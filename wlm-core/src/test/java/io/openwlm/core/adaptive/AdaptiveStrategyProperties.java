package io.openwlm.core.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.Generated;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.Projection;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the goal algorithm, over any state and any measurement: 10^5 generated intervals. */
class AdaptiveStrategyProperties {
  private static final int RUNS = 2_000;
  private static final int INTERVALS = 50;
  private static final Set<ReasonCode> TAKES =
      Set.of(ReasonCode.GOAL_MISSED, ReasonCode.GOAL_CLOSE);

  private final AdaptiveStrategy strategy = new AdaptiveStrategy();

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, RUNS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsItsLawsWithAnyMeasurement(long seed) {
    Random random = new Random(seed);
    ServiceDefinition d = Generated.definition(random);
    int n = d.serviceClasses().size();
    int[] weights = Generated.withinRanges(random, d);
    AdaptiveState state = strategy.initial(n, random.nextBoolean());
    for (int k = 1; k <= INTERVALS; k++) {
      Seen[] seen = new Seen[n];
      for (int i = 0; i < n; i++) {
        seen[i] = Generated.anything(random);
      }
      Situation situation = Cases.situation(d, k * Cases.SECOND, weights, seen);
      var outcome = strategy.decide(k, situation, state);
      String at = "seed " + seed + " interval " + k;
      int[] next = outcome.weights().stream().mapToInt(Integer::intValue).toArray();

      assertThat(Arrays.stream(next).sum())
          .as("%s conservation: given = taken", at)
          .isEqualTo(Arrays.stream(weights).sum());
      for (int i = 0; i < n; i++) {
        var range = d.serviceClasses().get(i).weights();
        assertThat(next[i]).as("%s bounds", at).isBetween(range.min(), range.max());
      }
      for (Adjustment a : outcome.decision().adjustments()) {
        checkAdjustment(at, d, situation, a);
      }
      assertThat(strategy.decide(k, situation, state))
          .as("%s same input, same output", at)
          .isEqualTo(outcome);
      weights = next;
      state = outcome.state();
    }
  }

  private static void checkAdjustment(
      String at, ServiceDefinition d, Situation situation, Adjustment a) {
    long balance = a.changes().stream().mapToLong(c -> c.to() - c.from()).sum();
    assertThat(balance).as("%s each act conserves", at).isZero();
    if (!TAKES.contains(a.reason())) {
      return;
    }
    Projection own = a.projections().getFirst();
    assertThat(own.projected()).as("%s no projected gain, no change", at).isLessThan(own.before());
    assertThat(a.changes().getFirst().serviceClass()).isEqualTo(a.receiver());
    int receiver = index(d, a.changes().getFirst().serviceClass());
    assertThat(situation.measured(receiver).cpusUsed() + situation.waiting(receiver))
        .as("%s idle classes never gain weight", at)
        .isPositive();
    Importance importance = d.serviceClasses().get(receiver).importance();
    for (WeightChange change : a.changes().subList(1, a.changes().size())) {
      int donor = index(d, change.serviceClass());
      assertThat(situation.measured(donor).cpusUsed()).as("%s idle donor", at).isPositive();
      Projection p =
          a.projections().stream()
              .filter(q -> q.serviceClass().equals(change.serviceClass()))
              .findFirst()
              .orElseThrow();
      boolean outranked =
          importance.isMoreImportantThan(d.serviceClasses().get(donor).importance());
      assertThat(outranked || p.projected() <= 1)
          .as("%s a donor as important still meets its goal: %s", at, p)
          .isTrue();
      assertThat(a.reason() == ReasonCode.GOAL_MISSED || p.projected() <= 1 || outranked)
          .as("%s nobody misses a goal for one that is met: %s", at, p)
          .isTrue();
    }
  }

  private static int index(ServiceDefinition d, String name) {
    for (int i = 0; i < d.serviceClasses().size(); i++) {
      if (d.serviceClasses().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void movesNothingWhenAllGoalsAreMetWithRoom(long seed) {
    Random random = new Random(seed);
    ServiceDefinition d = Generated.definition(random);
    int n = d.serviceClasses().size();
    int[] weights = Generated.withinRanges(random, d);
    Seen[] seen = new Seen[n];
    for (int i = 0; i < n; i++) {
      double pi = 0.01 + random.nextDouble() * (Receivers.CLOSE_INDEX - 0.01);
      seen[i] = new Seen(pi, random.nextDouble(), random.nextDouble() * 9);
    }
    Situation situation = Cases.situation(d, Cases.SECOND, weights, seen);
    var outcome = strategy.decide(1, situation, strategy.initial(n, true));
    assertThat(outcome.decision().adjustments()).as("seed %d", seed).isEmpty();
  }
}
