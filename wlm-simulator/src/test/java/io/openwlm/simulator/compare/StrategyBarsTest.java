package io.openwlm.simulator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.simulator.ScenarioFiles;
import io.openwlm.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the goal algorithm must be worth over all scenarios of the project. The oracle searches too
 * long for a test: fixed weights by importance stand for it, which leave donors no more.
 */
class StrategyBarsTest {

  @Test
  void theGoalAlgorithmBeatsTheOtherControllersByFar() throws Exception {
    Comparison all =
        new ComparisonRun(new ModelRunner(), new ComparisonRun.Settings(1, 1, 2))
            .run(scenarios(), (number, count, scenario) -> {});
    Comparison.Total ours = all.total(Contender.ADAPTIVE);
    Comparison.Total controller = all.total(Contender.PI_CONTROLLER);
    Comparison.Total published = all.total(Contender.PUBLISHED_SEED);
    Comparison.Total fixed = all.total(Contender.STATIC);

    assertThat(ours.weightedMissedIntervals())
        .isPositive()
        .isLessThanOrEqualTo(controller.weightedMissedIntervals() / 2)
        .isLessThanOrEqualTo(published.weightedMissedIntervals() / 4)
        .isLessThan(fixed.weightedMissedIntervals());
    assertThat(ours.weightChanges())
        .isLessThan(controller.weightChanges())
        .isLessThan(published.weightChanges());
    assertThat(ours.donorThroughputShare().orElseThrow())
        .isGreaterThanOrEqualTo(0.85 * fixed.donorThroughputShare().orElseThrow());
  }

  private static List<Scenario> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(ScenarioFiles.directory())) {
      List<Scenario> scenarios =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .sorted()
              .map(ScenarioFiles::read)
              .toList();
      assertThat(scenarios).hasSizeGreaterThanOrEqualTo(24);
      return scenarios;
    }
  }
}
