package io.openwlm.simulator;

import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import io.openwlm.simulator.scenario.ScenarioResult;
import java.nio.file.Path;

/** The scenarios in the repository. */
public final class ScenarioFiles {
  private ScenarioFiles() {}

  public static Path directory() {
    return Path.of(System.getProperty("wlm.root"), "scenarios");
  }

  public static Scenario read(String name) {
    ScenarioResult result = ScenarioReader.read(directory().resolve(name));
    return result.scenario().orElseThrow(() -> new AssertionError(name + ": " + result.problems()));
  }
}
