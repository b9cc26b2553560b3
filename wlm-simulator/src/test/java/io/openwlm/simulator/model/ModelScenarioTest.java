package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.cycle.Strategies;
import io.openwlm.simulator.ScenarioFiles;
import io.openwlm.simulator.outcome.ExpectationCheck;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario of the project, under the real manager with the strategy of its definition. */
class ModelScenarioTest {

  static Stream<String> scenarios() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(ScenarioFiles.directory())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void thereAreScenariosEnough() throws IOException {
    long withBars =
        scenarios().filter(name -> !ScenarioFiles.read(name).expectations().isEmpty()).count();
    assertThat(withBars).isGreaterThanOrEqualTo(24);
  }

  @Test
  void theDocumentationNamesEveryScenario() throws IOException {
    String page =
        Files.readString(ScenarioFiles.directory().resolveSibling("docs").resolve("scenarios.md"));
    assertThat(scenarios()).allSatisfy(name -> assertThat(page).contains("`scenarios/" + name));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void keepsTheInvariantsAndReachesTheBars(String file) {
    Scenario scenario = ScenarioFiles.read(file);
    boolean disturbed =
        scenario.events().stream()
            .anyMatch(e ->
                e instanceof ScenarioEvent.Noise
                    || e instanceof ScenarioEvent.ClockJump
                    || e instanceof ScenarioEvent.LoseSamples);
    WatchedStrategy<?> watched =
        WatchedStrategy.of(Strategies.of(scenario.definition().control().strategy()), !disturbed);

    AtomicReference<MachineWatch> watch = new AtomicReference<>();

    RunOutcome outcome =
        ModelRun.run(scenario, "own", watched, world -> watch.set(MachineWatch.of(world)));
    assertThat(watch.get().checks()).isPositive();

    assertThat(watched.decisions()).isPositive();
    assertThat(outcome.decisions()).hasSize(watched.decisions());
    outcome.rows().forEach(row -> checkRow(scenario, row));
    assertThat(outcome.rows().getLast().endNanos()).isEqualTo(scenario.durationNanos());
    List<String> problems = ExpectationCheck.problems(outcome, scenario.expectations());
    assertThat(problems).as(file).isEmpty();
  }

  private static void checkRow(Scenario scenario, Row row) {
    double cpus = 0;
    for (int i = 0; i < row.classes().size(); i++) {
      ClassRow of = row.classes().get(i);
      cpus += of.cpus();
      assertThat(of.cpus()).isNotNegative();
      assertThat(of.completions()).isNotNegative();
      if (of.weight() != 0) {
        assertThat(of.weight()).isBetween(1, 10_000);
      }
      if (!Double.isNaN(of.performanceIndex())) {
        assertThat(of.performanceIndex()).isBetween(0.0, Yardstick.WORST);
      }
    }
    assertThat(cpus).isLessThanOrEqualTo(scenario.cpus() + 1e-6);
  }
}
