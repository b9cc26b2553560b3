package io.openwlm.app.daemon;

import io.openwlm.app.cli.ExitCode;
import io.openwlm.app.cli.Version;
import io.openwlm.app.wiring.Assembly;
import io.openwlm.app.wiring.Tokens;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.policy.PolicyDesk;
import io.openwlm.core.port.EnvironmentStore;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.simulator.RunStatistics;
import io.openwlm.simulator.SimulatedRun;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import io.openwlm.simulator.scenario.ScenarioResult;
import io.openwlm.sysplex.StoreInUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The daemon on a simulated machine: the same adapters and the same core on simulated files. */
final class SimulatedDaemon {
  private static final long REPORTER = 1;

  private SimulatedDaemon() {}

  static int run(Wlmd options, Path file, Consumer<String> log) throws IOException {
    ScenarioResult read = ScenarioReader.read(file);
    read.problems().forEach(System.err::println);
    if (read.scenario().isEmpty()) {
      System.err.println("WLM0303E the scenario has errors; nothing was started");
      return ExitCode.INVALID_DEFINITION;
    }
    Scenario scenario = read.scenario().get();
    if (scenario.needsModel()) {
      System.err.println(
          "WLM0317E "
              + scenario.name()
              + " has I/O, memory, limits or events that only the model has, not the simulated files"
              + " that wlmd works on\n  This runs it: wlm simulate "
              + file);
      return ExitCode.FAILED;
    }
    SimulatedRun run = SimulatedRun.of(scenario, SimulatedRun.Grouping.GROUPED);
    if (options.speed > 0) {
      run.paced(options.speed);
    }
    Path named = options.simulatedCoupleDirectory();
    Path couple = named == null ? Files.createTempDirectory("openwlm-simulated-") : named;
    PolicyKeeper.Given given = options.given(scenario.definition(), file);
    try (PolicyKeeper keeper =
        PolicyKeeper.open(couple, given, run.clock(), scenario.name(), log)) {
      return run(options, scenario, run, keeper, log);
    } catch (PolicyDesk.NothingToStartWith e) {
      return Wlmd.usage(String.valueOf(e.getMessage()));
    } catch (StoreInUse e) {
      log.accept("WLM0312E " + e.text());
      return ExitCode.FAILED;
    } finally {
      if (named == null) {
        delete(couple);
      }
    }
  }

  /** What the couple data set left in a directory of this run alone. */
  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  private static int run(
      Wlmd options, Scenario scenario, SimulatedRun run, PolicyKeeper keeper, Consumer<String> log)
      throws IOException {
    CpuHierarchy hierarchy = CpuHierarchy.of(run.files()).orElseThrow();
    Path journalFile = Files.createTempFile("openwlm-simulated-", ".journal");
    // A simulation leaves the state of the daemon of this machine alone.
    Path state =
        options.state.equals(Wlmd.STATE)
            ? Files.createTempDirectory("openwlm-simulated-")
            : options.state;
    try (Telemetry telemetry = Telemetry.of(options, log);
        RestoreJournal journal = RestoreJournal.open(journalFile)) {
      ManagerIdentity identity =
          new ManagerIdentity(
              scenario.name(),
              "simulated",
              Version.number(),
              ProcessHandle.current().pid(),
              scenario.cpus(),
              keeper.warnings());
      // Agents and their tokens are real, also beside a simulated machine.
      try (Records records = options.openRecords(null);
          Tokens tokens =
              Tokens.of(new Tokens.Place(state.resolve("tokens"), new SystemClock(), ""), log);
          Assembly assembly =
              Assembly.of(
                  new Assembly.Bed(
                      run.files(),
                      hierarchy,
                      journal,
                      ContainerFacts.none(),
                      records.waiting().and(telemetry.records()),
                      EnvironmentStore.NONE,
                      tokens),
                  options.withMode(keeper.order()),
                  run.clock(),
                  identity)) {
        run.reportingTo((name, nanos, count, running, oldest) ->
            assembly.desk().report(name, nanos, count, running, oldest, 0, REPORTER, "root"));
        Pace pace = due -> run.advance(Math.max(1, due - run.clock().nanoTime()));
        int exit =
            new Service(assembly, keeper, run.clock(), pace, telemetry, tokens, log)
                .run(options.doors(state));
        summarise(run.statistics(), log);
        return exit;
      }
    } finally {
      Files.deleteIfExists(journalFile);
    }
  }

  private static void summarise(RunStatistics statistics, Consumer<String> log) {
    for (Scenario.Phase phase : statistics.phases()) {
      StringBuilder text = new StringBuilder("WLM0313I ").append(phase.name()).append(':');
      for (String name : statistics.serviceClasses()) {
        statistics
            .percentileNanos(name, 90, phase)
            .ifPresent(
                p -> text.append(String.format(Locale.ROOT, " %s p90 %.1fms", name, p / 1e6)));
      }
      for (String workload : statistics.workloads()) {
        statistics
            .cpuShare(workload, phase)
            .ifPresent(share ->
                text.append(String.format(Locale.ROOT, " %s %.0f%% CPU", workload, 100 * share)));
      }
      log.accept(text.toString());
    }
  }
}
