package io.openwlm.simulator.scenario;

import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;

/**
 * What a simulated machine does. Names of workloads are unique, whatever an event names exists, and
 * no event comes after the end.
 *
 * @param seed of all random numbers
 * @param definition what the machine's work should achieve
 * @param groups control groups and what runs in them from the start
 */
public record Scenario(
    String name,
    String description,
    long seed,
    Hardware hardware,
    ServiceDefinition definition,
    List<Group> groups,
    Timeline timeline) {
  public Scenario {
    groups = List.copyOf(groups);
  }

  /**
   * The machine.
   *
   * @param cpus 1 or more
   * @param memoryBytes memory for working sets; 0 = never short
   * @param ioChannels requests that the I/O device serves at the same time; 0 = no device
   */
  public record Hardware(int cpus, long memoryBytes, int ioChannels) {}

  /**
   * What happens, and what should come of it.
   *
   * @param durationNanos length of a run
   * @param events in order of time
   * @param phases parts of the run that are compared, in order; they cover the run from its start
   */
  public record Timeline(
      long durationNanos,
      List<ScenarioEvent> events,
      List<Phase> phases,
      List<Expectation> expectations) {
    public Timeline {
      events = List.copyOf(events);
      phases = List.copyOf(phases);
      expectations = List.copyOf(expectations);
    }
  }

  /** The same with other random numbers. */
  public Scenario withSeed(long other) {
    return new Scenario(name, description, other, hardware, definition, groups, timeline);
  }

  /**
   * A control group as it is at the start.
   *
   * @param workingSetBytes memory that its work needs to run at full speed
   */
  public record Group(
      CgroupPath cgroup,
      GroupSettings settings,
      long workingSetBytes,
      List<WorkloadSpec> workloads) {
    public Group {
      workloads = List.copyOf(workloads);
    }

    /** CPU weight, 1 to 10000. */
    public int weight() {
      return settings.weight();
    }
  }

  /**
   * Settings of a control group.
   *
   * @param weight 1 to 10000
   * @param ioWeight 1 to 10000
   * @param capCpus most CPUs; infinite = no limit
   * @param memoryLowBytes protected memory, 0 or more
   */
  public record GroupSettings(int weight, int ioWeight, double capCpus, long memoryLowBytes) {}

  /** A part of the run: from (included) to (excluded). */
  public record Phase(String name, long fromNanos, long toNanos) {}

  /** The definition with its first policy in force, with one class per period. */
  public ServiceDefinition inForce() {
    return ActivePolicy.first(definition).effective();
  }

  /** CPUs of the machine. */
  public int cpus() {
    return hardware.cpus();
  }

  public long durationNanos() {
    return timeline.durationNanos();
  }

  public List<ScenarioEvent> events() {
    return timeline.events();
  }

  public List<Phase> phases() {
    return timeline.phases();
  }

  public List<Expectation> expectations() {
    return timeline.expectations();
  }

  /**
   * True if only the model-level simulator knows everything in it: memory, I/O, users, load that
   * changes by itself, classes of several periods, and what disturbs measurements.
   */
  public boolean needsModel() {
    return hardware.memoryBytes() > 0
        || hardware.ioChannels() > 0
        || groups.stream().flatMap(g -> g.workloads().stream()).anyMatch(WorkloadSpec::needsModel)
        || inForce().serviceClasses().stream().anyMatch(c -> c.period() > 1)
        || events().stream().anyMatch(ScenarioEvent::needsModel);
  }
}
