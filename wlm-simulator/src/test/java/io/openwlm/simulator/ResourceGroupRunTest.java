package io.openwlm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resource group on the simulated kernel, with the real cycle and Linux adapters. */
class ResourceGroupRunTest {
  private static final long MINUTE = 60_000_000_000L;

  @Test
  void theGroupStaysBelowItsMaximumAndItsImportantClassMeetsItsGoal(@TempDir Path state)
      throws Exception {
    Scenario scenario = ScenarioFiles.read("group-maximum.yaml");

    RunStatistics run = ClosedLoop.run(scenario, state, (at, status) -> {});

    for (long from = MINUTE; from < scenario.durationNanos(); from += MINUTE) {
      assertThat(group(run, from)).as("CPUs from %d s", from / 1_000_000_000L).isBetween(1.2, 2.02);
    }
    assertThat(run.cpuShare("other", MINUTE, 10 * MINUTE).orElseThrow())
        .as("what the group may not use")
        .isGreaterThan(0.38);
    assertThat(run.percentileNanos("ONLINE", 90, 6 * MINUTE, 10 * MINUTE).orElseThrow())
        .isLessThan(150_000_000L);
  }

  private static double group(RunStatistics run, long from) {
    return Stream.of("online", "calc", "batch")
        .mapToDouble(workload -> 4 * run.cpuShare(workload, from, from + MINUTE).orElse(0))
        .sum();
  }
}
