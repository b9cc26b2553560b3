package io.openwlm.app.demo;

import io.openwlm.app.wiring.Assembly;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.port.RecordSink;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.simulator.RunStatistics;
import io.openwlm.simulator.SimulatedRun;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import io.openwlm.simulator.scenario.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The demo on a simulated machine: the same story, the same definition and the same manager, on
 * simulated kernel files and in virtual time, so that it takes a few seconds.
 */
final class SimulatedDemo {
  private static final long SECOND = 1_000_000_000L;
  private static final long TURN_NANOS = 100_000_000L;
  private static final String CLASS = "INTERACT";

  private final DemoPlan plan;
  private final DemoScreen screen;
  private final Scenario scenario;

  private SimulatedDemo(DemoPlan plan, DemoScreen screen) {
    this.plan = plan;
    this.screen = screen;
    ScenarioResult read = ScenarioReader.read("demo", text(plan), Path.of("."));
    scenario =
        read.scenario().orElseThrow(() -> new IllegalStateException(read.problems().toString()));
  }

  static DemoSummary run(DemoPlan plan, DemoScreen screen, RecordSink records) throws IOException {
    SimulatedDemo demo = new SimulatedDemo(plan, screen);
    RunResult uncontrolled = demo.withoutManager(SimulatedRun.Grouping.UNGROUPED);
    RunResult equalGroups = demo.withoutManager(SimulatedRun.Grouping.GROUPED);
    RunResult controlled = demo.controlled(records);
    return new DemoSummary("simulated", "none", plan, uncontrolled, equalGroups, controlled);
  }

  private static long calmSecond() {
    return DemoPlan.QUIET_SECONDS + 1;
  }

  private static long floodSecond(DemoPlan plan) {
    return calmSecond() + plan.beforeSeconds();
  }

  private static long floodEndSecond(DemoPlan plan) {
    return floodSecond(plan) + plan.floodSeconds();
  }

  private static String text(DemoPlan plan) {
    String rate = Math.round(plan.ratePerSecond()) + "/s";
    String quiet = Math.round(plan.quietRatePerSecond()) + "/s";
    return """
    simulation:
      name: demo
      seed: %d
      cpus: %d
      duration: %ds
      definition: |
    %s
      groups:
        - cgroup: /demo/interactive
          workloads:
            - name: traffic
              requests: { service-class: INTERACT, rate: %s, cpu: 2ms, distribution: fixed, threads: %d }
        - cgroup: /demo/build
          workloads:
            - { name: build, command: cc1, jobs: { parallel: %d, cpu: 20ms, pause: 50ms } }
        - cgroup: /demo/batch
          workloads:
            - { name: nightly, jobs: { parallel: %d, cpu: 50ms, pause: 50ms } }
      events:
        - { at: %ds, workload: traffic, set-rate: %s }
        - { at: %ds, group: /demo/batch, add: { name: flood, command: burner, spinners: %d } }
        - { at: %ds, remove: flood }
      phases:
        - { name: all, from: 0s }
    """
        .formatted(
            plan.seed(),
            plan.cpus(),
            floodEndSecond(plan) + plan.endSeconds(),
            DemoRun.definition("/demo").indent(4).stripTrailing(),
            quiet,
            plan.workers(),
            plan.builds(),
            plan.calmBatch(),
            calmSecond() - 1,
            rate,
            floodSecond(plan),
            plan.burners(),
            floodEndSecond(plan));
  }

  private RunResult withoutManager(SimulatedRun.Grouping grouping) {
    boolean grouped = grouping == SimulatedRun.Grouping.GROUPED;
    screen.say("-- simulated, " + (grouped ? "equal groups" : "uncontrolled"));
    SimulatedRun run = SimulatedRun.of(scenario, grouping);
    while (run.advance(SECOND)) {
      line(run, "");
    }
    return result(run.statistics());
  }

  private RunResult controlled(RecordSink records) throws IOException {
    screen.say("-- simulated, OpenWLM");
    SimulatedRun run = SimulatedRun.of(scenario, SimulatedRun.Grouping.GROUPED);
    CpuHierarchy hierarchy = CpuHierarchy.of(run.files()).orElseThrow();
    Path journalFile = Files.createTempFile("openwlm-demo-", ".journal");
    ManagerIdentity identity =
        new ManagerIdentity("demo", "simulated", "", 1, plan.cpus(), List.of());
    try (RestoreJournal journal = RestoreJournal.open(journalFile);
        Assembly manager =
            Assembly.of(
                new Assembly.Bed(run.files(), hierarchy, journal, ContainerFacts.none(), records),
                scenario.definition(),
                "",
                null,
                run.clock(),
                identity)) {
      run.reportingTo((name, nanos, count, running, oldest) ->
          manager.desk().report(name, nanos, count, running, oldest, 0, 1, "root"));
      boolean more = true;
      while (more) {
        long now = run.clock().nanoTime();
        long due = manager.cycle().run(now, run.clock().epochMillis());
        more = run.advance(Math.clamp(due - now, 1, TURN_NANOS));
        if (run.nowNanos() % SECOND == 0) {
          line(run, weights(manager.cycle().status()));
        }
      }
      return result(run.statistics());
    } finally {
      Files.deleteIfExists(journalFile);
    }
  }

  private static String weights(ManagerStatus status) {
    StringBuilder text = new StringBuilder();
    status
        .classes()
        .forEach(c -> text.append("   ").append(c.name()).append(" w").append(c.weight()));
    return text.toString();
  }

  private void line(SimulatedRun run, String more) {
    long now = run.nowNanos();
    long p90 =
        run.statistics()
            .percentileNanos(CLASS, DemoPlan.GOAL_PERCENTILE, now - SECOND, now)
            .orElse(-1);
    long second = now / SECOND;
    String phase =
        second <= floodSecond(plan) ? "calm " : second <= floodEndSecond(plan) ? "FLOOD" : "after";
    String ms = p90 < 0 ? "-" : String.format(Locale.ROOT, "%.1f", p90 / 1e6);
    screen.say(String.format(Locale.ROOT, "   %3ds %s  p90 %8s ms%s", second, phase, ms, more));
  }

  private RunResult result(RunStatistics statistics) {
    long calm = calmSecond() * SECOND;
    long flood = floodSecond(plan) * SECOND;
    long floodEnd = floodEndSecond(plan) * SECOND;
    long before = p90(statistics, calm, flood);
    long after = p90(statistics, flood + DemoPlan.SETTLE_SECONDS * SECOND, floodEnd);
    long end = p90(statistics, floodEnd + SECOND, floodEnd + plan.endSeconds() * SECOND);
    List<Long> windows = new ArrayList<>();
    for (long at = flood; at + SECOND <= floodEnd; at += SECOND) {
      long p = p90(statistics, at, at + SECOND);
      windows.add(p < 0 ? floodEnd - flood : p);
    }
    long worst = windows.stream().mapToLong(Long::longValue).max().orElse(-1);
    double batch =
        statistics.cpuShare("flood", flood, floodEnd).orElse(0)
            + statistics.cpuShare("nightly", flood, floodEnd).orElse(0);
    return new RunResult(
        pi(before),
        pi(worst),
        pi(after),
        before / 1e6,
        worst / 1e6,
        after / 1e6,
        RunResult.recovery(windows),
        batch,
        end / 1e6,
        windows.stream().map(w -> w / 1e6).toList());
  }

  private static long p90(RunStatistics statistics, long from, long to) {
    return statistics.percentileNanos(CLASS, DemoPlan.GOAL_PERCENTILE, from, to).orElse(-1);
  }

  private static double pi(long nanos) {
    return nanos < 0 ? -1 : (double) nanos / DemoPlan.GOAL_NANOS;
  }
}
