package io.openwlm.simulator.scenario;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;

/**
 * What a simulated machine does. Names of workloads are unique, whatever an event names exists, and
 * no event comes after the end.
 *
 * @param seed of all random numbers
 * @param cpus CPUs of the machine
 * @param durationNanos length of a run
 * @param definition what the machine's work should achieve
 * @param groups control groups and what runs in them from the start
 * @param events in order of time
 * @param phases parts of the run that are compared, in order; they cover the run from its start
 */
public record Scenario(
    String name,
    String description,
    long seed,
    int cpus,
    long durationNanos,
    ServiceDefinition definition,
    List<Group> groups,
    List<ScenarioEvent> events,
    List<Phase> phases) {
  public Scenario {
    groups = List.copyOf(groups);
    events = List.copyOf(events);
    phases = List.copyOf(phases);
  }

  /** The same with other random numbers. */
  public Scenario withSeed(long other) {
    return new Scenario(
        name, description, other, cpus, durationNanos, definition, groups, events, phases);
  }

  /**
   * A control group as it is at the start.
   *
   * @param weight 1 to 10000
   */
  public record Group(CgroupPath cgroup, int weight, List<WorkloadSpec> workloads) {
    public Group {
      workloads = List.copyOf(workloads);
    }
  }

  /** A part of the run: from (included) to (excluded). */
  public record Phase(String name, long fromNanos, long toNanos) {}
}
