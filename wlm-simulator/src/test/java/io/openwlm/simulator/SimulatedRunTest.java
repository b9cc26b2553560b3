package io.openwlm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.simulator.SimulatedRun.Grouping;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedRunTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private static RunStatistics whole(String name, Grouping grouping) {
    SimulatedRun run = SimulatedRun.of(ScenarioFiles.read(name), grouping);
    while (run.advance(250 * MILLI)) {
      assertThat(run.isOver()).isFalse();
    }
    return run.statistics();
  }

  @ParameterizedTest
  @EnumSource(Grouping.class)
  void theFloodMakesTheServiceMissItsGoalWithoutControl(Grouping grouping) {
    RunStatistics statistics = whole("flood.yaml", grouping);

    // Goal: 90 % within 50 ms; missed by more than half.
    assertThat(p90(statistics, "before")).isLessThan(40 * MILLI);
    assertThat(p90(statistics, "flood")).isGreaterThan(100 * MILLI);
    assertThat(p90(statistics, "after")).isLessThan(50 * MILLI);
    assertThat(statistics.cpuShare("flood", statistics.phase("before"))).hasValue(0);
    assertThat(statistics.cpuShare("flood", statistics.phase("flood")).orElseThrow())
        .isGreaterThan(0.3);
  }

  private static long p90(RunStatistics statistics, String phase) {
    return statistics.percentileNanos("SHOP", 90, statistics.phase(phase)).orElseThrow();
  }

  @Test
  void aHighWeightWouldKeepTheGoalThroughTheFlood() {
    SimulatedRun run = SimulatedRun.of(ScenarioFiles.read("flood.yaml"), Grouping.GROUPED);
    run.files().write(KernelRoot.CGROUP2, "/demo/shop/cpu.weight", "600\n");
    run.advance(60 * SECOND);

    assertThat(p90(run.statistics(), "flood")).isLessThan(33 * MILLI);
    assertThat(run.statistics().cpuShare("flood", run.statistics().phase("flood")).orElseThrow())
        .isGreaterThan(0.3);
  }

  @Test
  void theSteadyLoadMeetsItsGoals() {
    RunStatistics statistics = whole("steady.yaml", Grouping.GROUPED);

    assertThat(statistics.percentileNanos("WEB", 90, statistics.phase("all")).orElseThrow())
        .isLessThan(100 * MILLI);
    assertThat(statistics.cpuShare("web", statistics.phase("all")).orElseThrow())
        .isCloseTo(0.19, within(0.02));
  }

  @Test
  void twoEqualServicesCannotBothBeServedInTheOverload() {
    RunStatistics statistics = whole("equal-importance.yaml", Grouping.GROUPED);

    for (String serviceClass : List.of("NORTH", "SOUTH")) {
      assertThat(
              statistics
                  .percentileNanos(serviceClass, 90, statistics.phase("overloaded"))
                  .orElseThrow())
          .isGreaterThan(SECOND);
    }
  }

  @Test
  void anIdleServiceReportsNothingUntilItsRequestsCome() {
    RunStatistics statistics = whole("idle-then-busy.yaml", Grouping.GROUPED);

    assertThat(statistics.percentileNanos("DESK", 90, statistics.phase("idle"))).isEmpty();
    assertThat(statistics.ended("DESK", 20 * SECOND, 50 * SECOND)).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flood.yaml", "idle-then-busy.yaml"})
  void howFarEachCallAdvancesMakesNoDifference(String name) {
    assertThat(trace(name, 60 * SECOND)).isEqualTo(trace(name, 33_333_333L));
  }

  private static List<Object> trace(String name, long stepNanos) {
    SimulatedRun run = SimulatedRun.of(ScenarioFiles.read(name), Grouping.GROUPED);
    while (run.advance(stepNanos)) {
      assertThat(run.nowNanos()).isLessThan(60 * SECOND);
    }
    List<Object> trace = new ArrayList<>();
    RunStatistics statistics = run.statistics();
    for (Scenario.Phase phase : statistics.phases()) {
      statistics.workloads().forEach(each -> trace.add(statistics.cpuShare(each, phase)));
      statistics
          .serviceClasses()
          .forEach(each -> trace.add(statistics.percentileNanos(each, 99, phase)));
    }
    trace.add(run.files().list(KernelRoot.PROC, "/"));
    trace.add(run.files().read(KernelRoot.CGROUP2, "/demo/cpu.pressure"));
    return trace;
  }

  @Test
  void reportsEveryResponseOnceAndWhatIsInFlight() {
    long[] seen = new long[4];
    SimulatedRun run =
        SimulatedRun.of(ScenarioFiles.read("flood.yaml"), Grouping.GROUPED)
            .reportingTo((serviceClass, responses, count, inFlight, oldest) -> {
              assertThat(serviceClass).isEqualTo("SHOP");
              seen[0] += count;
              seen[1] = Math.max(seen[1], inFlight);
              seen[2] = Math.max(seen[2], oldest);
              seen[3]++;
              for (int i = 0; i < count; i++) {
                assertThat(responses[i]).isPositive();
              }
              assertThat(inFlight == 0).isEqualTo(oldest == 0);
            });
    run.advance(60 * SECOND);

    assertThat(seen[0]).isEqualTo(run.statistics().ended("SHOP", 0, 61 * SECOND));
    assertThat(seen[1]).isGreaterThan(10);
    assertThat(seen[2]).isGreaterThan(50 * MILLI);
    assertThat(seen[3]).isEqualTo(600);
  }

  @Test
  void servicesOfOneClassReportTogether() {
    String text =
        """
        simulation:
          name: two
          cpus: 1
          duration: 10s
          definition: |
            service-definition:
              name: TWO
              cgroup-root: /demo
              service-classes:
                - { name: A, importance: 1, goal: { velocity: 50 }, cgroup: /demo/a }
          groups:
            - cgroup: /demo/a
              workloads:
                - name: one
                  requests: { service-class: A, rate: 10/s, cpu: 3s, threads: 1 }
                - name: two
                  requests: { service-class: A, rate: 10/s, cpu: 3s, threads: 2 }
          events:
            - { at: 5s, remove: two }
        """;
    Scenario scenario =
        ScenarioReader.read("two.yaml", text, ScenarioFiles.directory()).scenario().orElseThrow();
    List<Long> inFlight = new ArrayList<>();
    SimulatedRun run =
        SimulatedRun.of(scenario, Grouping.GROUPED)
            .reportingTo((_, _, _, running, _) -> inFlight.add(running));

    run.advance(5 * SECOND);
    run.advance(100 * MILLI);

    assertThat(inFlight).hasSize(51);
    assertThat(inFlight.get(48)).isGreaterThan(70);
    assertThat(inFlight.getLast()).isBetween(30L, 60L);
  }

  @Test
  void theClockMovesWithTheMachineOnly() {
    SimulatedRun run = SimulatedRun.of(ScenarioFiles.read("steady.yaml"), Grouping.GROUPED);
    long nanos = run.clock().nanoTime();
    long millis = run.clock().epochMillis();
    assertThat(nanos / MILLI).isNotEqualTo(millis);

    run.advance(1_500 * MILLI);

    assertThat(run.clock().nanoTime() - nanos).isEqualTo(1_500 * MILLI);
    assertThat(run.clock().epochMillis() - millis).isEqualTo(1_500);
    assertThat(run.clock().sinceStartNanos()).isEqualTo(1_500 * MILLI);
  }

  @Test
  void aPacedRunIsTheSameRun() {
    Scenario scenario = ScenarioFiles.read("steady.yaml");
    SimulatedRun paced = SimulatedRun.of(scenario, Grouping.GROUPED).paced(1_000);
    SimulatedRun free = SimulatedRun.of(scenario, Grouping.GROUPED);
    paced.advance(5 * SECOND);
    free.advance(5 * SECOND);

    assertThat(paced.statistics().ended("WEB", 0, 5 * SECOND))
        .isEqualTo(free.statistics().ended("WEB", 0, 5 * SECOND));
    assertThatThrownBy(() -> free.paced(0)).hasMessageContaining("speed must be above 0");
    assertThatThrownBy(() -> free.advance(0)).hasMessageContaining("time must pass");
  }

  @Test
  void theEndIsTheEnd() {
    SimulatedRun run = SimulatedRun.of(ScenarioFiles.read("steady.yaml"), Grouping.GROUPED);

    assertThat(run.advance(3_600 * SECOND)).isFalse();
    assertThat(run.advance(1)).isFalse();
    assertThat(run.nowNanos()).isEqualTo(60 * SECOND);
  }
}
