package io.openwlm.simulator.model;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.simulator.machine.CpuDemand;
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
  private final FluidMachine machine;
  private final Map<String, Source> sources = new HashMap<>();
  private final List<ScenarioEvent> events;
  private final int timer;
  private int next;

  Course(World world) {
    this.world = world;
    machine = world.machine;
    events = world.scenario.events();
    timer = machine.register(_ -> happen());
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

  private void happen() {
    switch (events.get(next++)) {
      case ScenarioEvent.Add add -> start(add.workload(), add.cgroup());
      case ScenarioEvent.Remove remove -> {
        Source source = sources.get(remove.workload());
        if (source != null) {
          source.stop();
        }
      }
      case ScenarioEvent.SetRate set -> {
        if (sources.get(set.workload()) instanceof OpenSource open) {
          open.setRate(set.perSecond());
        }
      }
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
                  place(cgroup, null),
                  needs(j.name(), j.parallel(), j.cpu(), null),
                  j.parallel(),
                  j.pauseNanos(),
                  false,
                  dice(j.name(), "pauses"));
          case WorkloadSpec.Requests r ->
              new OpenSource(
                  machine,
                  place(cgroup, r.serviceClass()),
                  needs(r.name(), r.threads(), r.cpu(), null),
                  dice(r.name(), "arrivals"),
                  r.poisson(),
                  r.perSecond());
        };
    sources.put(spec.name(), source);
    machine.add(source);
  }

  private Needs needs(String name, int threads, CpuDemand cpu, @Nullable CpuDemand io) {
    return new Needs(threads, cpu, io, dice(name, "demands"));
  }

  private Dice dice(String name, String what) {
    return Dice.named(world.scenario.seed(), name + "/" + what);
  }

  private Place place(CgroupPath cgroup, @Nullable String transactionClass) {
    int leaf = world.tree.leaf(cgroup);
    return new Place(
        machine.nextSource(), leaf, world.classes.classOf(leaf), indexOf(transactionClass));
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
