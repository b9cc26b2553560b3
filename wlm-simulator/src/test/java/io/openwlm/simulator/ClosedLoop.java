package io.openwlm.simulator;

import io.openwlm.core.adjust.PiControllerStrategy;
import io.openwlm.core.cycle.ControlDesk;
import io.openwlm.core.cycle.CyclePorts;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.cycle.WlmCycle;
import io.openwlm.core.policy.PolicyOrder;
import io.openwlm.core.port.RecordSink;
import io.openwlm.linux.LinuxMachine;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.simulator.SimulatedRun.Grouping;
import io.openwlm.simulator.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The whole manager on a simulated machine: the real cycle, strategy and Linux adapters. */
final class ClosedLoop {
  private ClosedLoop() {}

  /**
   * Runs a scenario to its end.
   *
   * @param state directory for the restore journal
   * @param each gets time since the start and the manager's status after each cycle
   */
  static RunStatistics run(Scenario scenario, Path state, BiConsumer<Long, ManagerStatus> each)
      throws IOException {
    ServiceDefinition definition = scenario.definition();
    SimulatedRun run = SimulatedRun.of(scenario, Grouping.GROUPED);
    SimulatedClock clock = run.clock();
    try (RestoreJournal journal = RestoreJournal.open(state.resolve("restore.journal"));
        LinuxMachine machine =
            LinuxMachine.of(
                run.files(), CpuHierarchy.of(run.files()).orElseThrow(), definition, journal)) {
      ProcessTable processes = new ProcessTable(run.files());
      ControlDesk desk =
          new ControlDesk(
              Set.of("root"),
              pid -> processes.process(pid).map(p -> p.work()).or(Optional::empty),
              clock::nanoTime,
              (inForce, classifier, intakes, start) ->
                  new WlmCycle(
                      inForce,
                      new CyclePorts(
                          machine.sampler(),
                          machine.discovery(),
                          machine.actuator(),
                          RecordSink.NONE),
                      classifier,
                      new PiControllerStrategy(),
                      intakes,
                      new ManagerIdentity(
                          "simulated", "simulated", "test", 0, scenario.cpus(), List.of()),
                      start));
      String policy = definition.policies().getFirst().name();
      desk.open(
          new PolicyOrder(definition, policy, scenario.name(), clock.epochMillis(), "root"),
          clock.nanoTime(),
          clock.epochMillis());
      WlmCycle cycle = desk.cycle();
      run.reportingTo((serviceClass, nanos, count, inFlight, oldest) ->
          desk.report(serviceClass, nanos, count, inFlight, oldest, 0, 1, "root"));
      long due = clock.nanoTime() + definition.control().samplingNanos();
      while (run.advance(due - clock.nanoTime())) {
        due = cycle.run(clock.nanoTime(), clock.epochMillis());
        each.accept(clock.sinceStartNanos(), cycle.status());
      }
    }
    return run.statistics();
  }
}
