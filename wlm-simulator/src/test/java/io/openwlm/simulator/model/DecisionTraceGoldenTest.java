package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.cycle.Strategies;
import io.openwlm.simulator.ScenarioFiles;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the manager decides in ten scenarios, line by line. Any change of the controller shows up
 * here: {@code -Dwlm.golden=write} writes the files anew; read the difference before committing it.
 */
class DecisionTraceGoldenTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/traces");

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "flood",
        "slow-ramp",
        "oscillating-load",
        "unreachable-goal",
        "two-important",
        "capped-donor",
        "io-bound",
        "memory-short",
        "clock-jump",
        "multi-period-mix"
      })
  void decidesAsWrittenDown(String name) throws IOException {
    Scenario scenario = ScenarioFiles.read(name + ".yaml");
    TracedStrategy<?> traced =
        TracedStrategy.of(Strategies.of(scenario.definition().control().strategy()));
    RunOutcome outcome = ModelRun.run(scenario, "own", traced, traced::in);
    List<String> lines = DecisionTrace.of(outcome, traced.decisions());
    Path golden = DIRECTORY.resolve(name + ".txt");
    if ("write".equals(System.getProperty("wlm.golden"))) {
      Files.createDirectories(DIRECTORY);
      Files.write(golden, lines);
    }
    assertThat(lines)
        .as("%s (rewrite with -Dwlm.golden=write)", golden)
        .isEqualTo(Files.readAllLines(golden));
  }
}
