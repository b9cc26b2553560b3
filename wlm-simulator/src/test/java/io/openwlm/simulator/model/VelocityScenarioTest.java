package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manager and the yardstick, which judges it, mean the same by velocity. */
class VelocityScenarioTest {
  private static final int WORK = 0;
  private static final int REST = 1;

  /** Two classes with velocity goals of 40, on a machine where all resources may be short. */
  private static Scenario scenario(String work, String workingSet, boolean io) {
    String text =
        """
        simulation:
          name: velocity
          cpus: 2
          io-channels: 1
          memory: 8GiB
          duration: 3min
          definition: |
            service-definition:
              name: VELOCITY
              control: { enforce: true, sampling-interval: 250ms, adjustment-interval: 10s }
              service-options: { io-priority-management: %s }
              service-classes:
                - { name: WORK, importance: 1, goal: { velocity: 40 }, cgroup: /wlm/work }
                - { name: REST, importance: 3, goal: { velocity: 40 }, cgroup: /wlm/rest }
          groups:
            - cgroup: /wlm/work
              working-set: %s
              workloads:
                - { name: work, %s }
            - cgroup: /wlm/rest
              working-set: 6GiB
              workloads:
                - { name: rest, jobs: { parallel: 4, cpu: 20ms, pause: 20ms, io: 5ms } }
        """
            .formatted(io, workingSet, work);
    var result = ScenarioReader.read("velocity.yaml", text, Path.of("."));
    return result.scenario().orElseThrow(() -> new AssertionError(result.problems()));
  }

  private record Indexes(double manager, double yardstick) {}

  /** Of a class, on average over the last two minutes. */
  private static Indexes indexes(Scenario scenario, int of) {
    List<IntervalRecord> records = new ArrayList<>();
    RunOutcome outcome = ModelRun.record(scenario, new AdaptiveStrategy(), records::add);
    double manager =
        records.stream()
            .skip(6)
            .mapToDouble(r -> r.report().classes().get(of).performanceIndex().orElse(Double.NaN))
            .average()
            .orElseThrow();
    double yardstick =
        outcome.rows().stream()
            .skip(6)
            .mapToDouble(r -> r.classes().get(of).performanceIndex())
            .average()
            .orElseThrow();
    return new Indexes(manager, yardstick);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "jobs: { parallel: 3, cpu: 10ms, pause: 10ms }; 1GiB; false", // CPU
        "jobs: { parallel: 3, cpu: 10ms, pause: 10ms }; 6GiB; false", // and memory
        "jobs: { parallel: 3, cpu: 2ms, pause: 1ms, io: 10ms }; 1GiB; false", // a device
        "jobs: { parallel: 3, cpu: 2ms, pause: 1ms, io: 10ms }; 1GiB; true",
        "requests: { service-class: WORK, rate: 70/s, cpu: 10ms, threads: 1 }; 1GiB; true", // a
        // queue
      })
  void theManagersIndexIsThatOfTheYardstick(String work, String workingSet, boolean io) {
    for (int of : new int[] {WORK, REST}) {
      Indexes seen = indexes(scenario(work, workingSet, io), of);
      assertThat(seen.manager()).isCloseTo(seen.yardstick(), within(0.1 * seen.yardstick()));
    }
  }

  @Test
  void aDeviceThatIsShortIsAMissWithIoPriorityManagementOnly() {
    String work = "jobs: { parallel: 3, cpu: 2ms, pause: 1ms, io: 10ms }";
    assertThat(indexes(scenario(work, "1GiB", false), WORK).yardstick()).isLessThan(1);
    assertThat(indexes(scenario(work, "1GiB", true), WORK).yardstick()).isGreaterThan(1.5);
  }
}
