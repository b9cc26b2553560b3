package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.simulator.ScenarioFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Classes whose control groups lie under different parents. */
class ParentsScenarioTest {

  @Test
  void nothingMovesThatCannotHelp() {
    List<DecisionStatus> decisions =
        ModelRun.decisions(ScenarioFiles.read("two-parents.yaml"), new AdaptiveStrategy());

    assertThat(decisions).anyMatch(d -> d.reason().equals(ReasonCode.NO_SIBLING.name()));
    List<String> changed =
        decisions.stream()
            .flatMap(d -> d.changes().stream())
            .map(DecisionStatus.Change::serviceClass)
            .distinct()
            .toList();
    assertThat(changed).as("siblings give to one another").containsOnly("SHOP", "REPORTS");
  }
}
