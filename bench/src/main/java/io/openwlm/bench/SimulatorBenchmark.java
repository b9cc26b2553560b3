package io.openwlm.bench;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.simulator.SimulatedRun;
import io.openwlm.simulator.model.ModelRun;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast both simulators are: CPU time per event, for the machine alone and with the real
 * manager, and a whole day of 1,000 transactions a second under the goal algorithm.
 *
 * <p>Usage: {@code SimulatorBenchmark OUT_JSON ROUNDS SPAN DAY}, for example {@code out.json 5
 * 30min 1440min}.
 */
public final class SimulatorBenchmark {
  /** One after another on a warm JVM; the first round is not counted. */
  private static final int WARM_UP_ROUNDS = 1;

  private SimulatorBenchmark() {}

  /**
   * What one thing cost.
   *
   * @param count events or transactions in a run
   * @param nanos CPU time for each of them
   * @param wallSeconds of a whole run
   */
  record Result(String subject, String unit, long count, Spread nanos, Spread wallSeconds) {
    String json() {
      return String.format(
          Locale.ROOT,
          "{\"subject\":\"%s\",\"unit\":\"%s\",\"count\":%d,\"cpu_ns\":%s,\"wall_s\":%s}",
          subject,
          unit,
          count,
          nanos.json(),
          wallSeconds.json());
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %,d | %s | %.1f | %s |",
          subject,
          unit,
          count,
          nanos.text(1),
          1000 / nanos.median(),
          wallSeconds.text(1));
    }
  }

  /** Something that runs once and tells how much it did. */
  @FunctionalInterface
  interface Subject {
    long run();
  }

  /** A service of three classes and batch on 8 CPUs. */
  static Scenario scenario(String duration, String batch) {
    String text =
        """
        simulation:
          name: thousand
          cpus: 8
          duration: %s
          definition: |
            service-definition:
              name: THOUSAND
              control: { enforce: true, sampling-interval: 250ms, adjustment-interval: 10s }
              service-classes:
                - { name: ONLINE, importance: 1, goal: { response-time: 50ms, percentile: 90 }, cgroup: /wlm/online }
                - { name: ORDERS, importance: 2, goal: { response-time: 100ms, percentile: 90 }, cgroup: /wlm/orders }
                - { name: REPORTS, importance: 3, goal: { response-time: 500ms, percentile: 80 }, cgroup: /wlm/reports }
                - { name: BATCH, importance: 5, goal: { velocity: 10 }, cgroup: /wlm/batch }
          groups:
            - cgroup: /wlm/online
              workloads:
                - { name: online, requests: { service-class: ONLINE, rate: 600/s, cpu: 4ms, threads: 64 } }
            - cgroup: /wlm/orders
              workloads:
                - { name: orders, requests: { service-class: ORDERS, rate: 300/s, cpu: 5ms, threads: 64 } }
            - cgroup: /wlm/reports
              workloads:
                - { name: reports, requests: { service-class: REPORTS, rate: 100/s, cpu: 10ms, threads: 64 } }
            - cgroup: /wlm/batch
              workloads:
                - { name: batch, %s }
        """
            .formatted(duration, batch);
    var result = ScenarioReader.read("thousand.yaml", text, Path.of("."));
    return result
        .scenario()
        .orElseThrow(() -> new IllegalStateException(result.problems().toString()));
  }

  static long transactions(RunOutcome outcome) {
    return outcome.rows().stream()
        .flatMap(row -> row.classes().stream())
        .mapToLong(c -> c.completions())
        .sum();
  }

  private static Result measure(String subject, String unit, int rounds, Subject run) {
    double[] nanos = new double[rounds];
    double[] wall = new double[rounds];
    long count = 0;
    for (int i = -WARM_UP_ROUNDS; i < rounds; i++) {
      long wallBefore = System.nanoTime();
      long before = ThreadCost.cpuNanos();
      count = run.run();
      if (i >= 0) {
        nanos[i] = (double) (ThreadCost.cpuNanos() - before) / count;
        wall[i] = (System.nanoTime() - wallBefore) / 1e9;
      }
    }
    return new Result(subject, unit, count, Spread.of(nanos), Spread.of(wall));
  }

  /**
   * Measures everything but the day.
   *
   * @param span simulated time of a run, as in a scenario
   */
  static List<Result> run(int rounds, String span) {
    Scenario full = scenario(span, "spinners: 16");
    Scenario idle = scenario(span, "jobs: { parallel: 2, cpu: 100ms, pause: 100ms }");
    List<Result> results = new ArrayList<>();
    results.add(
        measure("model, machine with idle CPUs", "event", rounds, () -> ModelRun.events(idle)));
    results.add(measure("model, full machine", "event", rounds, () -> ModelRun.events(full)));
    results.add(
        measure(
            "model, full machine, with the manager",
            "transaction",
            rounds,
            () -> transactions(ModelRun.run(full, "adaptive", new AdaptiveStrategy()))));
    results.add(measure("event machine, full", "event", rounds, () -> events(full)));
    return results;
  }

  private static long events(Scenario scenario) {
    SimulatedRun run = SimulatedRun.of(scenario, SimulatedRun.Grouping.GROUPED);
    while (!run.isOver()) {
      run.advance(1_000_000_000L);
    }
    return run.events();
  }

  /** Runs once with what is warm by now, as somebody who simulates a day does. */
  private static Result day(String duration) {
    Scenario day = scenario(duration, "spinners: 16");
    long wallBefore = System.nanoTime();
    long before = ThreadCost.cpuNanos();
    long count = transactions(ModelRun.run(day, "adaptive", new AdaptiveStrategy()));
    double nanos = (double) (ThreadCost.cpuNanos() - before) / count;
    double wall = (System.nanoTime() - wallBefore) / 1e9;
    return new Result(
        "model, " + duration + " with the manager",
        "transaction",
        count,
        Spread.of(new double[] {nanos}),
        Spread.of(new double[] {wall}));
  }

  /** Measures, prints a table, and writes the numbers. */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("usage: SimulatorBenchmark OUT_JSON ROUNDS SPAN DAY");
    }
    List<Result> results = run(Integer.parseInt(args[1]), args[2]);
    results.add(day(args[3]));
    System.out.println(
        "| simulator | unit | in a run | CPU ns each | M each s | wall s of a run |");
    System.out.println("|---|---|---|---|---|---|");
    results.forEach(result -> System.out.println(result.row()));
    Files.writeString(
        Path.of(args[0]),
        "[" + String.join(",\n", results.stream().map(Result::json).toList()) + "]\n");
  }
}
