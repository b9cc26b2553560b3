package io.openwlm.record;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.simulator.model.ModelRun;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import io.openwlm.simulator.scenario.ScenarioResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Interval records of simulated runs. */
final class Intervals {
  private Intervals() {}

  /** What the real manager records of a scenario of the repository. */
  static List<IntervalRecord> of(String scenario) {
    Path file = Path.of(System.getProperty("wlm.root"), "scenarios", scenario);
    ScenarioResult read = ScenarioReader.read(file);
    return of(read.scenario().orElseThrow(() -> new AssertionError(read.problems().toString())));
  }

  private static List<IntervalRecord> of(Scenario scenario) {
    List<IntervalRecord> intervals = new ArrayList<>();
    ModelRun.record(scenario, new AdaptiveStrategy(), intervals::add);
    return intervals;
  }

  /** A service with 8-character names and more, a discretionary flood, and a decision or two. */
  static List<IntervalRecord> small() {
    String text =
        """
        simulation:
          name: small
          seed: 1
          cpus: 2
          duration: 20s
          definition: |
            service-definition:
              name: SMALL-DEFINITION
              description: For tests
              cgroup-root: /t
              control: { enforce: true, sampling-interval: 250ms, adjustment-interval: 2s }
              resource-groups:
                - { name: GROUP, description: Caps batch, type: cps-times-100, maximum: 150 }
              service-classes:
                - name: ONLINE-SHOP
                  description: The shop
                  importance: 1
                  goal: { response-time: 50ms, percentile: 90 }
                  cgroup: /t/shop
                - name: BATCH
                  description: Batch
                  goal: discretionary
                  resource-group: GROUP
                  cgroup: /t/batch
          groups:
            - cgroup: /t/shop
              workloads:
                - name: shop
                  requests: { service-class: ONLINE-SHOP, rate: 100/s, cpu: 12ms, threads: 8 }
            - cgroup: /t/batch
              workloads:
                - { name: flood, spinners: 8 }
        """;
    ScenarioResult read = ScenarioReader.read("small", text, Path.of("."));
    return of(read.scenario().orElseThrow(() -> new AssertionError(read.problems().toString())));
  }
}
