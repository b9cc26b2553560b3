package io.openwlm.simulator.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.simulator.outcome.HandMade;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final int RUNS = 100;

  @Test
  void findsTheOnlyWeightsThatMeetAllGoals() {
    // Of 2 CPUs one class needs 1.9 and the other 0.02: neither by importance nor equal will do,
    // since the important class is the one that needs little.
    ServiceDefinition d = HandMade.definition(1, 2);
    var model = new TinyModel(0.02, 1.9);
    Oracle.Found found = new Oracle(model, RUNS).search(HandMade.scenario("X", d), "oracle");
    assertThat(found.score().weightedMissed()).isZero();
    double share =
        found.weights().get(0) / (double) (found.weights().get(0) + found.weights().get(1));
    assertThat(share).isBetween(0.01, 0.05);
    assertThat(model.runs.get()).isEqualTo(found.runs()).isLessThanOrEqualTo(RUNS);
    assertThat(found.outcome().strategy()).isEqualTo("oracle");
  }

  @Test
  void givesDonorsAllThatGoalsDoNotNeed() {
    // The goal needs 0.1 of 2 CPUs: with a ladder of factor 2 no more than 0.2 are kept back.
    ServiceDefinition d = HandMade.definition(1, 6);
    Oracle.Found found =
        new Oracle(new TinyModel(0.1, 2), RUNS).search(HandMade.scenario("X", d), "oracle");
    assertThat(found.score().weightedMissed()).isZero();
    // 10 intervals of 2 s with at least 1.8 CPUs.
    assertThat(found.score().donorCpuSeconds()).isGreaterThanOrEqualTo(36);
  }

  @Test
  void sacrificesTheLeastImportantIfNotAllGoalsCanBeMet() {
    ServiceDefinition d = HandMade.definition(3, 1, 5);
    Oracle.Found found =
        new Oracle(new TinyModel(0.9, 0.9, 0.9), RUNS).search(HandMade.scenario("X", d), "oracle");
    // Only the class of importance 5 misses: 10 intervals that count 1 each.
    assertThat(found.score().weightedMissed()).isEqualTo(10);
  }

  @Test
  void isNeverWorseThanTheWeightsItStartsFrom() {
    ServiceDefinition d = HandMade.definition(1, 2, 3, 4);
    var scenario = HandMade.scenario("X", d);
    for (int runs : new int[] {1, 2, 7}) {
      var model = new TinyModel(0.5, 0.5, 0.5, 0.5);
      Oracle.Found found = new Oracle(model, runs).search(scenario, "oracle");
      assertThat(model.runs.get()).isLessThanOrEqualTo(runs);
      assertThat(found.runs()).isEqualTo(model.runs.get());
    }
    assertThatThrownBy(() -> new Oracle(new TinyModel(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answersTheSameAgain() {
    ServiceDefinition d = HandMade.definition(2, 1, 6, 4);
    var oracle = new Oracle(new TinyModel(0.7, 0.2, 1, 0.6), 60);
    assertThat(oracle.search(HandMade.scenario("X", d), "oracle"))
        .isEqualTo(oracle.search(HandMade.scenario("X", d), "oracle"));
  }

  @Test
  void turnsLevelsOfImportanceIfThereAreManyClasses() {
    List<ServiceClass> classes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      classes.add(HandMade.serviceClass("C" + i, 1 + i % 4, WeightRange.DEFAULT));
    }
    WeightGroups groups = WeightGroups.of(HandMade.definition(classes));
    assertThat(groups.size()).isEqualTo(4);
    int[] weights = groups.weights(List.of(13, 9, 4, 0));
    assertThat(weights).startsWith(10_000, 588, 17, 1, 10_000).hasSize(200);
    assertThat(groups.nearest(weights)).containsExactly(13, 9, 4, 0);
  }

  @Test
  void keepsEveryClassWithinItsRange() {
    ServiceDefinition d =
        HandMade.definition(
            List.of(
                HandMade.serviceClass("A", 5, new WeightRange(200, 300)),
                HandMade.serviceClass("B", 1, new WeightRange(1, 50))));
    WeightGroups groups = WeightGroups.of(d);
    // The groups stand most important first: B, A.
    assertThat(groups.weights(List.of(13, 0))).containsExactly(200, 50);
    assertThat(StaticWeights.equal(d)).containsExactly(200, 50);
    assertThat(StaticWeights.byImportance(HandMade.definition(1, 2, 3, 4, 5, 6)))
        .containsExactly(10_000, 2500, 625, 156, 39, 10);
  }
}
