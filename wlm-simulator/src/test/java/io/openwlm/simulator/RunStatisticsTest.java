package io.openwlm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.simulator.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunStatisticsTest {
  private static final long STEP = RunStatistics.STEP_NANOS;

  private final Scenario.Phase first = new Scenario.Phase("first", 0, 2 * STEP);
  private final RunStatistics statistics =
      new RunStatistics(2, List.of(first, new Scenario.Phase("rest", 2 * STEP, 4 * STEP)));

  @Test
  void percentilesAreValuesThatOccurred() {
    for (int i = 1; i <= 10; i++) {
      statistics.response("A", i, 11 - i);
    }

    assertThat(statistics.percentileNanos("A", 90, first)).hasValue(9);
    assertThat(statistics.percentileNanos("A", 100, first)).hasValue(10);
    assertThat(statistics.percentileNanos("A", 90, 5, 7)).hasValue(6);
    assertThat(statistics.percentileNanos("A", 90, statistics.phase("rest"))).isEmpty();
    assertThat(statistics.percentileNanos("B", 90, first)).isEmpty();
    assertThat(statistics.ended("A", 0, 5)).isEqualTo(4);
  }

  @Test
  void theWorstWindowCountsWholeWindowsOnly() {
    statistics.response("A", 0, 5);
    statistics.response("A", 10, 7);
    statistics.response("A", 25, 100);

    assertThat(statistics.worstPercentileNanos("A", 90, 10, 0, 25)).hasValue(7);
    assertThat(statistics.worstPercentileNanos("A", 90, 10, 30, 50)).isEmpty();
  }

  @Test
  void cpuSharesAreOfTheWholeMachine() {
    statistics.usage("early", 0, 0);
    statistics.usage("early", 1, STEP);
    statistics.usage("early", 2, 2 * STEP);
    statistics.usage("late", 2, STEP / 2);

    assertThat(statistics.cpuShare("early", first)).hasValue(0.5);
    assertThat(statistics.cpuShare("late", first)).hasValue(0.125);
    assertThat(statistics.cpuShare("early", statistics.phase("rest"))).isEmpty();
    assertThat(statistics.cpuShare("unknown", first)).isEmpty();
  }

  @Test
  void refusesAPhaseThatIsNotThere() {
    assertThatThrownBy(() -> statistics.phase("middle")).hasMessage("no phase middle");
  }
}
