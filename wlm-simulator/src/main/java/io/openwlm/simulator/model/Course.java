package io.openwlm.simulator.model;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.simulator.machine.Dice;
import io.openwlm.simulator.model.Source.Needs;
import io.openwlm.simulator.model.Source.Place;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioEvent;
import io.openwlm.simulator.scenario.WorkloadSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens on the machine: starts the workloads of a scenario and carries out its events. */
final class Course {
  private final World world;
  private final @Nullable Senses senses;
  private final FluidMachine machine;
  private final Map<String, Source> sources = new HashMap<>();
  private final Map<String, RateProgram> programs = new HashMap<>();
  private final List<ScenarioEvent> events;
  private final int timer;
  private int next;

  /**
   * @param senses of the manager; null without one
   */
  Course(World world, @Nullable Senses senses) {
    this.world = world;
    this.senses = senses;
    machine = world.machine;
    events = world.scenario.events();
    timer = machine.register(_ -> happen(events.get(next++)));
  }

  /** Starts what runs from the beginning. */
  void start() {
    for (Scenario.Group group : world.scenario.groups()) {
      group.workloads().forEach(workload -> start(workload, group.cgroup()));
    }
    for (ScenarioEvent event : events) {
      machine.callAt(event.atNanos(), timer);
    }
  }

  private void happen(ScenarioEvent event) {
    switch (event) {
      case ScenarioEvent.Add add -> start(add.workload(), add.cgroup());
      case ScenarioEvent.Remove remove -> {
        Source source = sources.get(remove.workload());
        if (source != null) {
          source.stop();
          world.workChanged();
        }
      }
      case ScenarioEvent.SetRate set -> rampTo(set.workload(), set.perSecond(), 0);
      case ScenarioEvent.Ramp ramp -> rampTo(ramp.workload(), ramp.perSecond(), ramp.overNanos());
      case ScenarioEvent.SetWorkingSet set -> world.setWorkingSet(set.cgroup(), set.bytes());
      case ScenarioEvent.ClockJump jump -> world.managerAheadNanos += jump.byNanos();
      case ScenarioEvent.LoseSamples lose -> {
        if (senses != null) {
          senses.setBlind(true);
          later(lose.forNanos(), () -> senses.setBlind(false));
        }
      }
      case ScenarioEvent.Noise noise -> {
        if (senses != null) {
          senses.setNoise(noise.share());
          later(noise.forNanos(), () -> senses.setNoise(0));
        }
      }
    }
  }

  private void later(long afterNanos, Runnable action) {
    machine.callAt(machine.nowNanos() + afterNanos, machine.register(_ -> action.run()));
  }

  private void rampTo(String workload, double perSecond, long overNanos) {
    RateProgram program = programs.get(workload);
    if (program != null) {
      program.rampTo(perSecond, overNanos);
    }
  }

  private void start(WorkloadSpec spec, CgroupPath cgroup) {
    Source source =
        switch (spec) {
          case WorkloadSpec.Spinners s ->
              new SpinnerSource(machine, place(cgroup, null), s.threads());
          case WorkloadSpec.Jobs j ->
              new ClosedSource(
                  machine,
                  place(cgroup, j.serviceClass()),
                  needs(j.name(), j.parallel(), j.demand()),
                  new ClosedSource.Cycle(j.parallel(), j.pauseNanos(), false),
                  dice(j.name(), "pauses"));
          case WorkloadSpec.Users u ->
              new ClosedSource(
                  machine,
                  place(cgroup, u.serviceClass()),
                  needs(u.name(), u.threads(), u.demand()),
                  new ClosedSource.Cycle(u.count(), u.thinkNanos(), true),
                  dice(u.name(), "thinking"));
          case WorkloadSpec.Requests r -> open(r, cgroup);
        };
    sources.put(spec.name(), source);
    machine.add(source);
    world.workChanged();
    if (source instanceof OpenSource open && spec instanceof WorkloadSpec.Requests r) {
      RateProgram program = new RateProgram(machine, open, r.arrivals().shape(), r.perSecond());
      programs.put(spec.name(), program);
      program.start();
    }
  }

  private OpenSource open(WorkloadSpec.Requests r, CgroupPath cgroup) {
    return new OpenSource(
        machine,
        place(cgroup, r.serviceClass()),
        needs(r.name(), r.threads(), r.demand()),
        dice(r.name(), "arrivals"),
        r.poisson(),
        r.perSecond());
  }

  private Needs needs(String name, int threads, WorkloadSpec.Demand demand) {
    return new Needs(threads, demand.cpu(), demand.io(), dice(name, "demands"));
  }

  private Dice dice(String name, String what) {
    return Dice.named(world.scenario.seed(), name + "/" + what);
  }

  private Place place(CgroupPath cgroup, @Nullable String transactionClass) {
    int leaf = world.tree.leaf(cgroup);
    return new Place(
        machine.nextSource(),
        world.classes.periods(leaf),
        world.classes.classOf(leaf),
        indexOf(transactionClass));
  }

  private int indexOf(@Nullable String serviceClass) {
    for (int i = 0; i < world.classCount(); i++) {
      if (world.definition.serviceClasses().get(i).name().equals(serviceClass)) {
        return i;
      }
    }
    return -1;
  }
}
