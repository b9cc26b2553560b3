package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.core.adjust.PiControllerStrategy;
import io.openwlm.core.adjust.StaticStrategy;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.simulator.ScenarioFiles;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import io.openwlm.simulator.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRunTest {
  private final Scenario flood = ScenarioFiles.read("flood.yaml");

  private static List<Double> performanceIndexes(RunOutcome outcome, int serviceClass) {
    return outcome.rows().stream()
        .map(row -> row.classes().get(serviceClass).performanceIndex())
        .toList();
  }

  @Test
  void theSameScenarioGivesTheSameOutcomeToTheLastBit() {
    RunOutcome first = ModelRun.run(flood, "pi", new PiControllerStrategy());
    RunOutcome second = ModelRun.run(flood, "pi", new PiControllerStrategy());
    assertThat(second).isEqualTo(first);
    assertThat(first.settingChanges()).isPositive();
  }

  @Test
  void hasOneRowForEachTenSecondsAndOneDecisionForEachAdjustment() {
    RunOutcome outcome = ModelRun.run(flood, "pi", new PiControllerStrategy());
    assertThat(outcome.rows().stream().map(Row::endNanos))
        .containsExactly(
            10_000_000_000L,
            20_000_000_000L,
            30_000_000_000L,
            40_000_000_000L,
            50_000_000_000L,
            60_000_000_000L);
    // One a second, and early ones between; the end of the run is not decided upon.
    assertThat(outcome.decisions().stream().map(PolicyDecision::id).distinct()).hasSize(59);
    assertThat(outcome.scenario()).isEqualTo("flood");
    assertThat(outcome.strategy()).isEqualTo("pi");
  }

  @Test
  void withoutControlTheFloodMakesTheServiceMissItsGoal() {
    RunOutcome fixed = ModelRun.runFixed(flood, "equal", new int[] {100, 100, 100});
    assertThat(performanceIndexes(fixed, 0).get(0)).isLessThan(1);
    assertThat(performanceIndexes(fixed, 0).get(3)).isGreaterThan(1.5);
    assertThat(fixed.settingChanges()).isZero();
    assertThat(fixed.decisions()).isEmpty();
  }

  @Test
  void weightsThatFavourTheServiceLetItMeetItsGoal() {
    RunOutcome fixed = ModelRun.runFixed(flood, "good", new int[] {10_000, 300, 10});
    assertThat(performanceIndexes(fixed, 0)).allMatch(index -> index < 1);
    ClassRow batch = fixed.rows().get(3).classes().get(2);
    // What is left over goes to batch, whatever its weight.
    assertThat(batch.cpus()).isGreaterThan(0.8);
    assertThat(batch.performanceIndex()).isEqualTo(0.81);
    assertThat(batch.weight()).isEqualTo(10);
  }

  @Test
  void aStrategyThatChangesNothingIsTheSameAsFixedWeights() {
    RunOutcome still = ModelRun.run(flood, "x", new StaticStrategy());
    RunOutcome fixed = ModelRun.runFixed(flood, "x", new int[] {100, 100, 100});
    for (int i = 0; i < still.rows().size(); i++) {
      for (int k = 0; k < 3; k++) {
        ClassRow one = still.rows().get(i).classes().get(k);
        ClassRow other = fixed.rows().get(i).classes().get(k);
        // Sampling brings totals up to date more often: the last bits of a sum may differ.
        assertThat(one.performanceIndex()).isCloseTo(other.performanceIndex(), within(1e-4));
        assertThat(one.cpus()).isCloseTo(other.cpus(), within(1e-4));
        assertThat(one.completions()).isEqualTo(other.completions());
      }
    }
  }

  @Test
  void refusesWeightsThatNoKernelTakes() {
    assertThatThrownBy(() -> ModelRun.runFixed(flood, "x", new int[] {100, 0, 100}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ModelRun.runFixed(flood, "x", new int[] {100, 100}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
