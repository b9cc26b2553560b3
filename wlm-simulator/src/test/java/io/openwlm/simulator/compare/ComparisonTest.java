package io.openwlm.simulator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.simulator.baseline.ScenarioRunner;
import io.openwlm.simulator.baseline.TinyModel;
import io.openwlm.simulator.compare.Comparison.Total;
import io.openwlm.simulator.outcome.HandMade;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final ComparisonRun.Settings ONE = new ComparisonRun.Settings(1, 20, 1);

  @Test
  void totalsAddUpMissesAndChangesAndPoolEpisodes() {
    Total total = Samples.comparison().total(Contender.PI_CONTROLLER);
    assertThat(total.weightedMissedIntervals()).isEqualTo(80 + 11);
    assertThat(total.weightChanges()).isEqualTo(21 + 1);
    assertThat(total.recoverySecondsMedian()).hasValue(10);
    assertThat(total.episodes()).isEqualTo(2);
  }

  @Test
  void donorThroughputIsComparedWithEqualWeights() {
    Comparison comparison = Samples.comparison();
    assertThat(comparison.total(Contender.ADAPTIVE).donorThroughputShare()).hasValue(0.9);
    assertThat(comparison.total(Contender.EQUAL).donorThroughputShare()).hasValue(1.0);
    Total peers = Comparison.total(Contender.ADAPTIVE, comparison.scenarios().get(1));
    assertThat(peers.donorThroughputShare()).as("no donors there").isEmpty();
    assertThat(peers.recoverySecondsMedian()).isEmpty();
  }

  @Test
  void aBigMachineCountsNoMoreThanASmallOne() {
    ServiceDefinition d = HandMade.definition(1, 6);
    Scenario small = HandMade.scenario("small", d);
    Scenario big = HandMade.scenario("big", 200, d);
    // Needs nothing of the small one, all of the big one: the oracle may give donors all, or
    // little.
    ScenarioRunner runner =
        new Switching(new TinyModel(0.001, 1), new TinyModel(198, 1), small.name());
    Comparison comparison = run(runner, ONE, List.of(small, big));
    double first = share(comparison.scenarios().get(0));
    double second = share(comparison.scenarios().get(1));
    // Under equal weights donors have half of either machine, so the total is the plain mean.
    assertThat(comparison.total(Contender.ORACLE).donorThroughputShare().orElseThrow())
        .isCloseTo((first + second) / 2, within(1e-9));
    assertThat(first).isGreaterThan(1.5);
    assertThat(second).isLessThan(0.1);
  }

  private static double share(ScenarioComparison scenario) {
    return Comparison.total(Contender.ORACLE, scenario).donorThroughputShare().orElseThrow();
  }

  /** One model for one scenario, another for the rest. */
  private record Switching(TinyModel one, TinyModel rest, String name) implements ScenarioRunner {
    @Override
    public RunOutcome run(Scenario scenario, String as, ControlStrategy<?> strategy) {
      return model(scenario).run(scenario, as, strategy);
    }

    @Override
    public RunOutcome runFixed(Scenario scenario, String as, int[] cpuWeights) {
      return model(scenario).runFixed(scenario, as, cpuWeights);
    }

    private TinyModel model(Scenario scenario) {
      return scenario.name().equals(name) ? one : rest;
    }
  }

  @Test
  void doesNotDependOnTheNumberOfThreads() {
    List<Scenario> scenarios =
        Stream.of("a", "b", "c", "d")
            .map(name -> HandMade.scenario(name, HandMade.definition(2, 1, 6)))
            .toList();
    TinyModel model = new TinyModel(0.4, 1.2, 1);
    Comparison one = run(model, new ComparisonRun.Settings(2, 15, 1), scenarios);
    Comparison many = run(model, new ComparisonRun.Settings(2, 15, 4), scenarios);
    assertThat(many).isEqualTo(one);
    assertThat(one.scenarios())
        .extracting(ScenarioComparison::name)
        .containsExactly("a", "b", "c", "d");
    assertThat(one.seeds()).isEqualTo(2);
  }

  @Test
  void runsEverySeed() {
    List<Long> seeds = new ArrayList<>();
    TinyModel model = new TinyModel(1);
    ScenarioRunner noting =
        new ScenarioRunner() {
          @Override
          public RunOutcome run(Scenario scenario, String name, ControlStrategy<?> strategy) {
            seeds.add(scenario.seed());
            return model.run(scenario, name, strategy);
          }

          @Override
          public RunOutcome runFixed(Scenario scenario, String name, int[] cpuWeights) {
            return model.runFixed(scenario, name, cpuWeights);
          }
        };
    run(
        noting,
        new ComparisonRun.Settings(3, 1, 1),
        List.of(HandMade.scenario("x", HandMade.definition(1))));
    assertThat(seeds).containsExactly(1L, 1L, 1L, 2L, 2L, 2L, 3L, 3L, 3L);
  }

  @Test
  void saysWhatARunFailedWith() {
    ScenarioRunner broken = new Switching(new TinyModel(1), new TinyModel(), "fine");
    assertThatThrownBy(
            () -> run(broken, ONE, List.of(HandMade.scenario("x", HandMade.definition(1)))))
        .hasMessageContaining("a run failed");
  }

  @Test
  void showsTheMostImportantClassAndOfEqualsTheOneInTrouble() {
    assertThat(
            Curve.leadClass(
                List.of(
                    HandMade.outcome(
                        HandMade.definition(3, 1, 1),
                        new double[] {9, 9, 9},
                        new double[] {0.5, 0.5, 2},
                        new double[] {0.5, 2, 2}))))
        .isEqualTo(2);
    assertThat(
            Curve.leadClass(
                List.of(
                    HandMade.outcome(
                        HandMade.definition(6, 2, 2),
                        new double[] {1},
                        new double[] {1},
                        new double[] {1}))))
        .isEqualTo(1);
  }

  private static Comparison run(
      ScenarioRunner runner, ComparisonRun.Settings settings, List<Scenario> scenarios) {
    List<String> progress = new ArrayList<>();
    try {
      Comparison comparison =
          new ComparisonRun(runner, settings)
              .run(scenarios, (number, count, name) -> progress.add(number + "/" + count + name));
      assertThat(progress)
          .hasSameSizeAs(scenarios)
          .last()
          .asString()
          .startsWith(scenarios.size() + "/" + scenarios.size());
      return comparison;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
