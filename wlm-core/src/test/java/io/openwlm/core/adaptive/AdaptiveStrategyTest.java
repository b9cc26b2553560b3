package io.openwlm.core.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.PerformanceReport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two CPUs; single decisions that show the order of donors and the codes. */
class AdaptiveStrategyTest {
  private static final long INTERVAL = 10 * Cases.SECOND;

  private final AdaptiveStrategy strategy = new AdaptiveStrategy();
  private final ServiceClass online = Cases.velocity("ONLINE", 1, 1, 10_000);
  private final ServiceClass reports = Cases.velocity("REPORTS", 4, 1, 10_000);
  private final ServiceClass batch = Cases.discretionary("BATCH", 1, 10_000);

  private ControlStrategy.Outcome<AdaptiveState> decide(
      ServiceDefinition definition, AdaptiveState state, long atNanos, Seen... seen) {
    int[] weights = new int[seen.length];
    java.util.Arrays.fill(weights, 100);
    return strategy.decide(1, Cases.situation(definition, atNanos, weights, seen), state);
  }

  private AdaptiveState started(int classes) {
    return strategy.initial(classes, true);
  }

  @Test
  void takesFromDiscretionaryWorkFirst() {
    ServiceDefinition definition = Cases.definition(online, reports, batch);
    Adjustment move =
        decide(
                definition,
                started(3),
                INTERVAL,
                new Seen(1.4, 0.7, 1.25),
                new Seen(0.6, 0.6, 0.2),
                new Seen(0.81, 0.7, 5))
            .decision()
            .adjustments()
            .getFirst();
    assertThat(move.receiver()).isEqualTo("ONLINE");
    assertThat(move.reason()).isEqualTo(ReasonCode.GOAL_MISSED);
    assertThat(move.changes())
        .extracting(WeightChange::serviceClass)
        .containsExactly("ONLINE", "BATCH");
    assertThat(move.projections().getFirst().projected()).isLessThan(1.4);
  }

  @Test
  void ofOneImportanceItHelpsFirstWhoMissesTheGoalInTheSysplex() {
    ServiceClass orders = Cases.velocity("ORDERS", 1, 1, 10_000);
    ServiceDefinition definition = Cases.definition(online, orders, batch);
    int[] weights = {100, 100, 100};
    Seen batchSeen = new Seen(0.81, 0.7, 5);
    Situation here =
        Cases.situation(
            definition, INTERVAL, weights, new Seen(1.5, 0.7, 1), new Seen(1.3, 0.6, 1), batchSeen);
    Situation everywhere =
        Cases.situation(
            definition, INTERVAL, weights, new Seen(0.9, 0.7, 1), new Seen(1.2, 0.6, 1), batchSeen);
    assertThat(firstReceiver(here)).isEqualTo("ONLINE");
    Situation both =
        new Situation(
            definition,
            here.measurement(),
            new PerformanceReport(INTERVAL, here.report().classes(), everywhere.report().classes()),
            here.kernel(),
            here.blocked(),
            here.usingDelaySource(),
            false);
    assertThat(firstReceiver(both)).isEqualTo("ORDERS");
  }

  private @Nullable String firstReceiver(Situation situation) {
    return strategy.decide(1, situation, started(3)).decision().adjustments().getFirst().receiver();
  }

  @Test
  void whoeverIsNotHelpedIsToldWhoWasAsked() {
    ServiceDefinition definition = Cases.definition(online, reports);
    ControlStrategy.Outcome<AdaptiveState> outcome =
        decide(definition, started(2), INTERVAL, new Seen(0.95, 1, 1), new Seen(1.5, 1, 5));
    Refusal skip =
        outcome.decision().skips().stream()
            .filter(s -> s.serviceClass().equals("REPORTS"))
            .findFirst()
            .orElseThrow();
    assertThat(skip.candidates()).extracting(Refusal::serviceClass).containsExactly("ONLINE");
    assertThat(outcome.weights()).containsExactly(100, 100);
  }

  @Test
  void aGoalThatNothingHelpsIsFlaggedWithOneWithinReach() {
    ServiceDefinition definition = Cases.definition(online, reports);
    AdaptiveState state = started(2);
    List<Refusal> skips = List.of();
    for (int k = 1; k <= 5; k++) {
      // It runs all the time and waits for nothing, and is late.
      ControlStrategy.Outcome<AdaptiveState> outcome =
          decide(definition, state, k * INTERVAL, new Seen(2, 0.9, 0), new Seen(0.6, 0.3, 0.1));
      state = outcome.state();
      skips = outcome.decision().skips();
    }
    assertThat(skips)
        .anySatisfy(s -> {
          assertThat(s.serviceClass()).isEqualTo("ONLINE");
          assertThat(s.reason()).isEqualTo(ReasonCode.GOAL_UNREACHABLE);
          assertThat(s.detail()).contains("a goal within reach: velocity 2");
        });
  }

  @Test
  void discretionaryWorkGetsWhatAModestGoalDoesNotNeed() {
    ServiceClass modest =
        ServiceClass.of("MODEST", "", new Goal.VelocityGoal(10), new Importance(4), reports.host());
    ServiceDefinition definition = Cases.definition(online, modest, batch);
    Seen[] seen = {new Seen(0.5, 0.3, 0.1), new Seen(0.3, 0.8, 1.6), new Seen(0.81, 0.9, 5)};
    ControlStrategy.Outcome<AdaptiveState> first = decide(definition, started(3), INTERVAL, seen);
    Adjustment gift = first.decision().adjustments().getFirst();
    assertThat(gift.receiver()).isEqualTo("BATCH");
    assertThat(gift.changes())
        .extracting(WeightChange::serviceClass, WeightChange::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("BATCH", ReasonCode.SPARE_GIVEN),
            org.assertj.core.groups.Tuple.tuple("MODEST", ReasonCode.SPARE_GIVEN));
    assertThat(gift.projections().getFirst().projected()).isLessThanOrEqualTo(0.81);
    assertThat(decide(definition, first.state(), 2 * INTERVAL, seen).decision().adjustments())
        .as("shows its effect before the next")
        .isEmpty();
  }
}
