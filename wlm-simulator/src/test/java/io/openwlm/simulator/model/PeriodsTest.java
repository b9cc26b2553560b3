package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.simulator.ScenarioFiles;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Work goes on in the group and towards the goal of the period that it has reached. */
class PeriodsTest {
  /** Weights of the three periods and of batch, in this order. */
  private static final int[] EQUAL = {100, 100, 100, 100};

  /** 1,000 service units are 20 ms of CPU time, 5,000 are 100 ms. */
  private static Scenario scenario(String workload, String coefficients) {
    String text =
        """
        simulation:
          name: aging
          cpus: 4
          duration: 100s
          definition: |
            service-definition:
              name: AGING
        %s
              service-classes:
                - name: WORK
                  cgroup: /wlm/work
                  placement: move
                  periods:
                    - { importance: 1, goal: { response-time: 40ms, percentile: 90 }, duration: 1000 }
                    - { importance: 2, goal: { response-time: 1s, percentile: 90 }, duration: 5000 }
                    - { importance: 3, goal: { velocity: 30 } }
                - { name: BATCH, goal: discretionary, cgroup: /wlm/batch }
          groups:
            - cgroup: /wlm/work
              workloads:
                - { name: work, %s }
            - cgroup: /wlm/batch
              workloads:
                - { name: batch, jobs: { parallel: 1, cpu: 10ms, pause: 1s } }
        """
            .formatted(coefficients, workload);
    var result = ScenarioReader.read("aging.yaml", text, Path.of("."));
    return result.scenario().orElseThrow(() -> new AssertionError(result.problems()));
  }

  private static RunOutcome run(String workload) {
    return ModelRun.runFixed(scenario(workload, ""), "fixed", EQUAL);
  }

  private static double cpuSeconds(RunOutcome outcome, int serviceClass) {
    return outcome.rows().stream()
        .mapToDouble(r -> r.classes().get(serviceClass).cpus() * 10)
        .sum();
  }

  private static long completions(RunOutcome outcome, int serviceClass) {
    return outcome.rows().stream()
        .map(r -> r.classes().get(serviceClass))
        .mapToLong(ClassRow::completions)
        .sum();
  }

  @Test
  void eachPeriodIsAClassWithAWeightOfItsOwn() {
    RunOutcome outcome = run("spinners: 1");
    assertThat(outcome.definition().serviceClasses())
        .extracting(c -> c.name())
        .containsExactly("WORK", "WORK.2", "WORK.3", "BATCH");
    assertThat(outcome.rows().getFirst().classes())
        .extracting(ClassRow::weight)
        .containsExactly(100, 100, 100, 100);
  }

  @Test
  void shortTransactionsEndInTheFirstPeriod() {
    RunOutcome outcome =
        run(
            "requests: { service-class: WORK, rate: 10/s, arrivals: periodic, cpu: 19ms,"
                + " distribution: fixed, threads: 8 }");
    assertThat(completions(outcome, 0)).isBetween(998L, 1000L);
    assertThat(completions(outcome, 1)).isZero();
    assertThat(cpuSeconds(outcome, 0)).isCloseTo(19, within(0.1));
    assertThat(cpuSeconds(outcome, 1)).isZero();
  }

  @Test
  void longTransactionsUseEachPeriodUpAndCountForTheLastThatTheyReach() {
    RunOutcome outcome =
        run(
            "requests: { service-class: WORK, rate: 5/s, arrivals: periodic, cpu: 200ms,"
                + " distribution: fixed, threads: 64 }");
    // 20 ms in the first period, 100 ms in the second, 80 ms in the third.
    assertThat(cpuSeconds(outcome, 0)).isCloseTo(500 * 0.020, within(0.1));
    assertThat(cpuSeconds(outcome, 1)).isCloseTo(500 * 0.100, within(0.2));
    assertThat(cpuSeconds(outcome, 2)).isCloseTo(500 * 0.080, within(0.2));
    assertThat(completions(outcome, 0)).isZero();
    assertThat(completions(outcome, 1)).isZero();
    assertThat(completions(outcome, 2)).isBetween(498L, 500L);
  }

  @Test
  void theResponseTimeOfALaterPeriodCountsFromTheArrival() {
    RunOutcome outcome =
        run(
            "requests: { service-class: WORK, rate: 5/s, arrivals: periodic, cpu: 100ms,"
                + " distribution: fixed, threads: 64 }");
    ClassRow second = outcome.rows().getLast().classes().get(1);
    // Nobody waits: 100 ms of a goal of 1 s. The first period has nothing to judge.
    assertThat(second.performanceIndex()).isCloseTo(0.1, within(1e-6));
    assertThat(outcome.rows().getLast().classes().getFirst().performanceIndex()).isNaN();
  }

  @Test
  void aProcessWithThreadsAgesAsAWhole() {
    RunOutcome outcome = run("spinners: 2");
    assertThat(cpuSeconds(outcome, 0)).isCloseTo(0.020, within(1e-6));
    assertThat(cpuSeconds(outcome, 1)).isCloseTo(0.100, within(1e-6));
    assertThat(cpuSeconds(outcome, 2)).isCloseTo(2 * 100 - 0.120, within(1e-3));
  }

  @Test
  void theDurationIsInServiceUnits() {
    // A coefficient of 10: a service unit is a tenth of the CPU time.
    Scenario scenario = scenario("spinners: 1", "      service-coefficients: { cpu: 10 }");
    RunOutcome outcome = ModelRun.runFixed(scenario, "fixed", EQUAL);
    assertThat(cpuSeconds(outcome, 0)).isCloseTo(0.002, within(1e-6));
    assertThat(cpuSeconds(outcome, 1)).isCloseTo(0.010, within(1e-6));
  }

  @Test
  void workThatIsRemovedIsGoneFromAllPeriods() {
    Scenario scenario = ScenarioFiles.read("multi-period-mix.yaml");
    World world = new World(scenario, scenario.inForce(), false);
    new Course(world, null).start();
    world.machine.advanceTo(60_000_000_000L);
    Source medium = world.machine.sources().get(1);
    assertThat(medium.present(1)).isPositive();
    medium.stop();
    assertThat(medium.present()).isZero();
    assertThat(medium.present(1)).isZero();
    MachineWatch watch = MachineWatch.of(world);
    world.machine.advanceTo(61_000_000_000L);
    assertThat(watch.checks()).isPositive();
  }

  @Test
  void onlyTheModelKnowsPeriods() {
    assertThat(scenario("spinners: 1", "").needsModel()).isTrue();
  }
}
