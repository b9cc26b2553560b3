package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.cycle.Strategies;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.simulator.ScenarioFiles;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import io.openwlm.simulator.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maximum and minimum of resource groups, in the closed loop. */
class ResourceGroupScenarioTest {
  private static final long MINUTE = 60_000_000_000L;

  private static RunOutcome run(String name) {
    Scenario scenario = ScenarioFiles.read(name + ".yaml");
    return ModelRun.run(scenario, "own", Strategies.of(scenario.definition().control().strategy()));
  }

  private static List<DecisionStatus> decisions(String name) {
    Scenario scenario = ScenarioFiles.read(name + ".yaml");
    return ModelRun.decisions(scenario, Strategies.of(scenario.definition().control().strategy()));
  }

  /** CPUs of some classes together, the most on average of any minute after the first. */
  private static double mostInAMinute(RunOutcome outcome, int... classes) {
    double most = 0;
    List<Row> rows = outcome.rows();
    for (int last = 0; last < rows.size(); last++) {
      if (rows.get(last).endNanos() < 2 * MINUTE) {
        continue;
      }
      double sum = 0;
      int count = 0;
      for (int k = last;
          k >= 0 && rows.get(k).endNanos() > rows.get(last).endNanos() - MINUTE;
          k--) {
        for (int c : classes) {
          sum += rows.get(k).classes().get(c).cpus();
        }
        count++;
      }
      most = Math.max(most, sum / count);
    }
    return most;
  }

  @Test
  void aGroupNeverUsesMoreThanItsMaximumInAMinute() {
    assertThat(mostInAMinute(run("group-maximum"), 0, 1, 2)).isBetween(1.4, 2.0 + 1e-3);
    assertThat(mostInAMinute(run("group-too-small"), 0)).isBetween(0.49, 0.5 + 1e-3);
  }

  @Test
  void reliefComesFromInsideTheGroupOnly() {
    List<DecisionStatus> decisions = decisions("group-maximum");
    assertThat(decisions)
        .filteredOn(d -> d.reason().equals(ReasonCode.GROUP_RELIEF.name()))
        .isNotEmpty()
        .allSatisfy(d -> {
          assertThat(d.detail()).startsWith("resource group TENANT uses ");
          assertThat(d.changes())
              .extracting(DecisionStatus.Change::serviceClass)
              .isSubsetOf("ONLINE", "CALC", "BATCH");
        });
  }

  @Test
  void aGoalThatTheMaximumForbidsIsSaidToBeCapped() {
    List<DecisionStatus> decisions = decisions("group-too-small");
    assertThat(decisions)
        .filteredOn(d -> d.serviceClass().equals("BOXED") && d.act().equals("SKIP"))
        .extracting(DecisionStatus::reason)
        .contains(ReasonCode.GROUP_AT_MAXIMUM.name());
    assertThat(decisions)
        .filteredOn(d -> d.serviceClass().equals("BOXED") && d.act().equals("RAISE"))
        .as("taken from others in vain")
        .isEmpty();
  }

  @Test
  void discretionaryWorkOfAGroupBelowItsMinimumIsServed() {
    assertThat(decisions("group-minimum"))
        .filteredOn(d -> d.reason().equals(ReasonCode.GROUP_MINIMUM.name()))
        .isNotEmpty()
        .allSatisfy(d -> assertThat(d.serviceClass()).isEqualTo("REPORTS"));
  }
}
