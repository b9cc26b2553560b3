package io.openwlm.simulator;

import io.openwlm.linux.fs.KernelFs;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.simulator.kernel.SimulatedKernel;
import io.openwlm.simulator.machine.Bandwidth;
import io.openwlm.simulator.machine.CpuGroup;
import io.openwlm.simulator.machine.MachineModel;
import io.openwlm.simulator.machine.PeriodicJobs;
import io.openwlm.simulator.machine.RequestWorkload;
import io.openwlm.simulator.machine.SpinnerWorkload;
import io.openwlm.simulator.machine.Workload;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioEvent;
import io.openwlm.simulator.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario in virtual time. Whoever calls {@link #advance} drives it: nothing happens
 * between two calls, and the same calls give the same run. One thread drives; kernel files, clock
 * and statistics may be read by others meanwhile.
 */
public final class SimulatedRun {
  private final Scenario scenario;
  private final Grouping grouping;
  private final MachineModel machine;
  private final SimulatedKernel kernel;
  private final SimulatedClock clock = new SimulatedClock();
  private final RunStatistics statistics;
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private final Map<String, Reporter> reporters = new LinkedHashMap<>();
  private ResponseSink sink = ResponseSink.NONE;
  private @Nullable Pace pace;

  /** Whether work runs in the control groups of the scenario. */
  public enum Grouping {
    GROUPED,
    /** All processes are in the root group, as on a machine that nobody manages. */
    UNGROUPED
  }

  /** The workloads whose requests belong to one class, and what they have not reported yet. */
  private record Reporter(List<RequestWorkload> services, LongSeries unreported) {}

  private SimulatedRun(Scenario scenario, Grouping grouping) {
    this.scenario = scenario;
    this.grouping = grouping;
    machine = new MachineModel(scenario.cpus());
    kernel = new SimulatedKernel(machine);
    statistics = new RunStatistics(scenario.cpus(), scenario.phases());
  }

  /**
   * A run at its start; all groups and workloads of the scenario are there.
   *
   * @throws IllegalArgumentException if the scenario needs the model-level simulator
   */
  public static SimulatedRun of(Scenario scenario, Grouping grouping) {
    if (scenario.needsModel()) {
      throw new IllegalArgumentException(
          scenario.name() + " has work, limits or events that only model-level runs know");
    }
    SimulatedRun run = new SimulatedRun(scenario, grouping);
    for (Scenario.Group group : scenario.groups()) {
      if (grouping == Grouping.GROUPED) {
        CpuGroup made = run.kernel.group(group.cgroup().value());
        if (!group.cgroup().equals(CgroupPath.ROOT)) {
          run.machine.setWeight(made, group.weight());
          run.limit(made, group.settings().capCpus());
        }
      }
    }
    for (Scenario.Group group : scenario.groups()) {
      group.workloads().forEach(workload -> run.start(workload, group.cgroup()));
    }
    scenario.events().forEach(event -> run.machine.at(event.atNanos(), () -> run.apply(event)));
    run.noteUsage();
    return run;
  }

  private void limit(CpuGroup group, double cpus) {
    if (!Double.isInfinite(cpus)) {
      long period = Bandwidth.DEFAULT_PERIOD_NANOS;
      machine.setLimit(group, Math.max(1, Math.round(cpus * period)), period);
    }
  }

  /**
   * From now on the run is not faster than this.
   *
   * @param speed virtual seconds in one real second, above 0
   */
  public SimulatedRun paced(double speed) {
    pace = new Pace(speed);
    return this;
  }

  /** From now on response times go there. */
  public SimulatedRun reportingTo(ResponseSink newSink) {
    sink = newSink;
    return this;
  }

  /**
   * Lets the machine run, at most to the end of the scenario; reports response times on the way.
   *
   * @param nanos above 0
   * @return false if the scenario is over
   */
  public boolean advance(long nanos) {
    if (nanos <= 0) {
      throw new IllegalArgumentException("time must pass: " + nanos + "ns");
    }
    long end = Math.min(scenario.durationNanos(), machine.nowNanos() + nanos);
    while (machine.nowNanos() < end) {
      long now = machine.nowNanos();
      long step = now - now % RunStatistics.STEP_NANOS + RunStatistics.STEP_NANOS;
      kernel.advanceTo(Math.min(end, step));
      clock.set(machine.nowNanos());
      if (machine.nowNanos() == step) {
        noteUsage();
      }
      reporters.forEach(this::report);
    }
    if (pace != null) {
      pace.await(machine.nowNanos());
    }
    return !isOver();
  }

  /** True if the end of the scenario is reached. */
  public boolean isOver() {
    return machine.nowNanos() >= scenario.durationNanos();
  }

  /** Virtual time since the start. */
  public long nowNanos() {
    return machine.nowNanos();
  }

  /** Times so far at which the machine had something to do. */
  public long events() {
    return machine.events();
  }

  /** The machine's time, for the daemon. */
  public SimulatedClock clock() {
    return clock;
  }

  /** The machine's kernel files, for the adapters. */
  public KernelFs files() {
    return kernel.files();
  }

  public Scenario scenario() {
    return scenario;
  }

  public RunStatistics statistics() {
    return statistics;
  }

  private void noteUsage() {
    long step = machine.nowNanos() / RunStatistics.STEP_NANOS;
    workloads.forEach((name, workload) -> statistics.usage(name, step, workload.usedNanos()));
  }

  private void report(String serviceClass, Reporter reporter) {
    long inFlight = 0;
    long oldestNanos = 0;
    for (RequestWorkload service : reporter.services) {
      inFlight += service.inFlight();
      oldestNanos = Math.max(oldestNanos, service.oldestNanos());
    }
    LongSeries ended = reporter.unreported;
    sink.report(serviceClass, ended.array(), ended.size(), inFlight, oldestNanos);
    ended.clear();
  }

  private void start(WorkloadSpec spec, CgroupPath cgroup) {
    Workload workload =
        switch (spec) {
          case WorkloadSpec.Spinners s -> new SpinnerWorkload(machine, s.command(), s.threads());
          case WorkloadSpec.Jobs j ->
              new PeriodicJobs(
                  machine,
                  new PeriodicJobs.Settings(j.command(), j.parallel(), j.cpu(), j.pauseNanos()),
                  scenario.seed(),
                  j.name());
          case WorkloadSpec.Requests r -> service(r);
          case WorkloadSpec.Users u -> throw onlyModel(u);
        };
    workloads.put(spec.name(), workload);
    workload.start(grouping == Grouping.GROUPED ? kernel.group(cgroup.value()) : machine.root());
  }

  private RequestWorkload service(WorkloadSpec.Requests spec) {
    Reporter reporter =
        reporters.computeIfAbsent(
            spec.serviceClass(), _ -> new Reporter(new ArrayList<>(), new LongSeries()));
    RequestWorkload requests =
        new RequestWorkload(
            machine,
            new RequestWorkload.Settings(
                spec.command(), spec.threads(), spec.cpu(), spec.perSecond(), spec.poisson()),
            scenario.seed(),
            spec.name(),
            (now, nanos) -> {
              reporter.unreported.add(nanos);
              statistics.response(spec.serviceClass(), now, nanos);
            });
    reporter.services.add(requests);
    return requests;
  }

  private void apply(ScenarioEvent event) {
    switch (event) {
      case ScenarioEvent.Add add -> start(add.workload(), add.cgroup());
      case ScenarioEvent.Remove remove -> {
        Workload workload = workloads.get(remove.workload());
        if (workload != null) {
          workload.stop();
        }
      }
      case ScenarioEvent.SetRate set -> {
        if (workloads.get(set.workload()) instanceof RequestWorkload requests) {
          requests.setRate(set.perSecond());
        }
      }
      case ScenarioEvent.Ramp _,
          ScenarioEvent.SetWorkingSet _,
          ScenarioEvent.ClockJump _,
          ScenarioEvent.LoseSamples _,
          ScenarioEvent.Noise _ ->
          throw onlyModel(event);
    }
  }

  private static IllegalStateException onlyModel(Object part) {
    return new IllegalStateException("only model-level runs know " + part);
  }
}
