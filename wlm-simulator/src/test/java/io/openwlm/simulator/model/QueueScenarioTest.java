package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that waits for the threads of its application. */
class QueueScenarioTest {
  private static List<DecisionStatus> decisions(int cpus, int threads) {
    String text =
        """
        simulation:
          name: queue
          cpus: %d
          duration: 3min
          definition: |
            service-definition:
              name: QUEUE
              control: { enforce: true, sampling-interval: 250ms, adjustment-interval: 10s }
              service-classes:
                - { name: ONLINE, importance: 1, goal: { response-time: 100ms, percentile: 90 }, cgroup: /wlm/online }
                - { name: BATCH, importance: 5, goal: { velocity: 40 }, cgroup: /wlm/batch }
          groups:
            - cgroup: /wlm/online
              workloads:
                - { name: online, requests: { service-class: ONLINE, rate: 20/s, cpu: 20ms, threads: %d } }
            - cgroup: /wlm/batch
              workloads:
                - { name: batch, spinners: 2 }
          events:
            - { at: 1min, workload: online, set-rate: 90/s }
        """
            .formatted(cpus, threads);
    Scenario scenario = ScenarioReader.read("queue.yaml", text, Path.of(".")).scenario().get();
    return ModelRun.decisions(scenario, new AdaptiveStrategy());
  }

  @Test
  void withCpusToSpareNobodyPaysForAQueue() {
    List<DecisionStatus> decisions = decisions(8, 2);

    assertThat(decisions)
        .anySatisfy(d -> {
          assertThat(d.serviceClass()).isEqualTo("ONLINE");
          assertThat(d.reason()).isEqualTo(ReasonCode.QUEUE_NOT_MANAGED.name());
        });
    assertThat(decisions).noneMatch(d -> d.act().equals("RAISE"));
  }

  @Test
  void aQueueBehindThreadsThatWaitForACpuIsHelpedWithCpu() {
    assertThat(decisions(2, 4))
        .anySatisfy(d -> {
          assertThat(d.reason()).isEqualTo(ReasonCode.GOAL_MISSED.name());
          assertThat(d.where().queueDelay()).isGreaterThan(d.where().cpuDelay());
        });
  }
}
