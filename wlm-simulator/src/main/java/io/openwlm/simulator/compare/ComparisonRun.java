package io.openwlm.simulator.compare;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.baseline.ScenarioRunner;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.Score;
import io.openwlm.simulator.outcome.Scoring;
import io.openwlm.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Runs scenarios under all contenders, on several processors. The result does not depend on how
 * many there are, nor on which run ends first.
 */
public final class ComparisonRun {
  private final ScenarioRunner runner;
  private final Settings settings;

  /**
   * @param runner may be used by several threads
   */
  public ComparisonRun(ScenarioRunner runner, Settings settings) {
    this.runner = runner;
    this.settings = settings;
  }

  /**
   * How much is run.
   *
   * @param seeds runs of each scenario under each contender, 1 or more: the scenario's own seed and
   *     those after it
   * @param oracleRuns runs that the search for the best fixed weights may take
   * @param threads runs at the same time, 1 or more
   */
  public record Settings(int seeds, int oracleRuns, int threads) {
    public Settings {
      if (seeds < 1 || oracleRuns < 1 || threads < 1) {
        throw new IllegalArgumentException("seeds, runs and threads must be 1 or more");
      }
    }
  }

  /** Hears of the progress, one call at a time, from any thread. */
  public interface Progress {
    /**
     * One more scenario is done: {@code number} of {@code count}, in the order in which they end.
     */
    void done(int number, int count, String scenario);
  }

  /** Counts the scenarios that are done. */
  private static final class Told {
    private final Progress progress;
    private final int count;
    private int done;

    Told(Progress progress, int count) {
      this.progress = progress;
      this.count = count;
    }

    synchronized void done(String scenario) {
      done++;
      progress.done(done, count, scenario);
    }
  }

  /** All contenders in one scenario, with one seed. */
  private record Runs(Map<Contender, Future<RunOutcome>> outcomes) {}

  /**
   * Runs them all.
   *
   * @throws InterruptedException if it is interrupted; what was begun is given up
   */
  public Comparison run(List<Scenario> scenarios, Progress progress) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
    try {
      Told told = new Told(progress, scenarios.size());
      List<List<Runs>> started = new ArrayList<>(Collections.nCopies(scenarios.size(), List.of()));
      for (int i : longestFirst(scenarios)) {
        started.set(i, start(threads, scenarios.get(i), told));
      }
      List<ScenarioComparison> done = new ArrayList<>();
      for (int i = 0; i < scenarios.size(); i++) {
        done.add(compared(scenarios.get(i), started.set(i, List.of())));
      }
      return new Comparison(done, settings.seeds());
    } finally {
      threads.shutdownNow();
    }
  }

  /** So that no long one begins when all others have ended. */
  private static List<Integer> longestFirst(List<Scenario> scenarios) {
    return IntStream.range(0, scenarios.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> -size(scenarios.get(i)))
                .thenComparingInt(i -> i))
        .toList();
  }

  private static double size(Scenario scenario) {
    return (double) scenario.durationNanos() * scenario.definition().serviceClasses().size();
  }

  private List<Runs> start(ExecutorService threads, Scenario scenario, Told told) {
    List<Runs> runs = new ArrayList<>();
    AtomicInteger open = new AtomicInteger(settings.seeds() * Contender.values().length);
    for (int k = 0; k < settings.seeds(); k++) {
      Scenario seeded = scenario.withSeed(scenario.seed() + k);
      Map<Contender, Future<RunOutcome>> outcomes = new EnumMap<>(Contender.class);
      for (Contender contender : Contender.values()) {
        outcomes.put(
            contender,
            threads.submit(() -> {
              RunOutcome outcome = run(contender, seeded);
              if (open.decrementAndGet() == 0) {
                told.done(scenario.name());
              }
              return outcome;
            }));
      }
      runs.add(new Runs(outcomes));
    }
    return runs;
  }

  /** Without the decisions: a long run has many, and nobody here reads them. */
  private RunOutcome run(Contender contender, Scenario scenario) {
    RunOutcome full = contender.run(scenario, runner, settings.oracleRuns());
    return new RunOutcome(
        full.scenario(),
        full.strategy(),
        full.definition(),
        full.intervalNanos(),
        full.rows(),
        List.of(),
        full.settingChanges());
  }

  private static ScenarioComparison compared(Scenario scenario, List<Runs> runs)
      throws InterruptedException {
    Map<Contender, List<RunOutcome>> outcomes = new EnumMap<>(Contender.class);
    for (Contender contender : Contender.values()) {
      List<RunOutcome> ended = new ArrayList<>();
      for (Runs one : runs) {
        ended.add(await(Objects.requireNonNull(one.outcomes().get(contender))));
      }
      outcomes.put(contender, ended);
    }
    Map<Contender, Score> scores = new EnumMap<>(Contender.class);
    Map<Contender, Curve> curves = new EnumMap<>(Contender.class);
    List<RunOutcome> first = outcomes.values().stream().map(List::getFirst).toList();
    int lead = Curve.leadClass(first);
    outcomes.forEach((contender, of) -> {
      scores.put(contender, Score.mean(of.stream().map(Scoring::score).toList()));
      curves.put(contender, Curve.of(of.getFirst(), lead));
    });
    ServiceClass leadClass = first.getFirst().definition().serviceClasses().get(lead);
    return new ScenarioComparison(
        scenario.name(),
        scenario.description(),
        scenario.cpus() * (scenario.durationNanos() / 1e9),
        first.getFirst().intervalNanos() / 1e9,
        leadClass.name() + " (" + leadClass.goal().describe() + ")",
        scores,
        curves);
  }

  /** The outcome, or what the run failed with. */
  private static RunOutcome await(Future<RunOutcome> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed: " + e.getCause(), e);
    }
  }
}
