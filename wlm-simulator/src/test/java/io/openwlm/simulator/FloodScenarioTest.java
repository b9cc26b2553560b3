package io.openwlm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.status.ClassStatus;
import io.openwlm.simulator.SimulatedRun.Grouping;
import io.openwlm.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's story in simulation, with the real cycle, controllers and Linux adapters. Bars: the
 * 90th percentile in the flood is 12 to 25 ms when control works (goal 50 ms), above 200 ms
 * without.
 */
class FloodScenarioTest {
  private static final long MILLI = 1_000_000L;
  private static final int RECOVERY_INTERVALS = 5;

  private final Scenario scenario = ScenarioFiles.read("flood.yaml");
  private final List<Double> indexes = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();

  @Test
  void theServiceRecoversWithinFiveIntervalsAndGivesBackAfterTheFlood(@TempDir Path state)
      throws Exception {
    Scenario.Phase flood =
        scenario.phases().stream().filter(p -> p.name().equals("flood")).findFirst().orElseThrow();
    long interval = scenario.definition().control().adjustmentNanos();

    RunStatistics controlled =
        ClosedLoop.run(
            scenario,
            state,
            (at, status) -> {
              if (at % interval == 0) {
                ClassStatus shop = status.classes().getFirst();
                Double index = shop.performanceIndex();
                indexes.add(index == null ? 0.0 : index);
                weights.add(shop.weight());
              }
            });

    int begins = (int) (flood.fromNanos() / interval);
    int ends = (int) (flood.toNanos() / interval);
    assertThat(indexes.subList(0, begins)).allMatch(pi -> pi <= 1);
    List<Double> during = indexes.subList(begins, ends);
    assertThat(during).anyMatch(pi -> pi > 1);
    int missed = 0;
    while (during.get(missed) <= 1) {
      missed++;
    }
    int met = missed;
    while (during.get(met) > 1) {
      met++;
    }
    assertThat(met - missed).isLessThanOrEqualTo(RECOVERY_INTERVALS);
    assertThat(during.subList(met, during.size())).allMatch(pi -> pi <= 1);

    int inFlood = weights.subList(begins, ends).stream().mapToInt(w -> w).max().orElseThrow();
    assertThat(inFlood).isGreaterThan(weights.get(begins - 1));
    assertThat(weights.getLast()).isCloseTo(weights.get(begins - 1), within(20));

    long p90 = p90(controlled, "flood");
    assertThat(p90).isLessThan(50 * MILLI);
    for (Grouping grouping : Grouping.values()) {
      SimulatedRun uncontrolled = SimulatedRun.of(scenario, grouping);
      uncontrolled.advance(scenario.durationNanos());
      assertThat(p90(uncontrolled.statistics(), "flood")).isGreaterThan(3 * p90);
    }
    assertThat(controlled.cpuShare("flood", flood).orElseThrow()).isGreaterThan(0.2);
  }

  private static Offset<Integer> within(int value) {
    return Offset.offset(value);
  }

  private static long p90(RunStatistics statistics, String phase) {
    return statistics.percentileNanos("SHOP", 90, statistics.phase(phase)).orElseThrow();
  }
}
