package io.openwlm.simulator.scenario;

import io.openwlm.model.definition.CgroupPath;

/** Something that changes on the machine during a run. */
public sealed interface ScenarioEvent {
  /** When, from the start of the run. */
  long atNanos();

  /** True if only the model-level simulator knows it. */
  default boolean needsModel() {
    return true;
  }

  /** A workload starts in a group. */
  record Add(long atNanos, CgroupPath cgroup, WorkloadSpec workload) implements ScenarioEvent {
    @Override
    public boolean needsModel() {
      return workload.needsModel();
    }
  }

  /** A workload ends. */
  record Remove(long atNanos, String workload) implements ScenarioEvent {
    @Override
    public boolean needsModel() {
      return false;
    }
  }

  /** The requests of a workload arrive at another rate. */
  record SetRate(long atNanos, String workload, double perSecond) implements ScenarioEvent {
    @Override
    public boolean needsModel() {
      return false;
    }
  }

  /** The rate of a workload changes evenly to another one. */
  record Ramp(long atNanos, String workload, double perSecond, long overNanos)
      implements ScenarioEvent {}

  /** The work of a group needs another amount of memory. */
  record SetWorkingSet(long atNanos, CgroupPath cgroup, long bytes) implements ScenarioEvent {}

  /** The manager's monotonic clock goes on by that much, as after a suspend. */
  record ClockJump(long atNanos, long byNanos) implements ScenarioEvent {}

  /** For a while the manager can read nothing and gets no reports. */
  record LoseSamples(long atNanos, long forNanos) implements ScenarioEvent {}

  /**
   * For a while everything that is read is wrong.
   *
   * @param share largest error of a difference, 0 to 1
   */
  record Noise(long atNanos, long forNanos, double share) implements ScenarioEvent {}
}
