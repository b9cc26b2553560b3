package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What reading a scenario gave.
 *
 * @param scenario present exactly if nothing is wrong; warnings of its definition do not count
 * @param problems all that was found, those of the definition included
 */
public record ScenarioResult(Optional<Scenario> scenario, List<Problem> problems) {
  public ScenarioResult {
    problems = List.copyOf(problems);
  }
}
