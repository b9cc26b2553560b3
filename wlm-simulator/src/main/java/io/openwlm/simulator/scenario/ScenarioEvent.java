package io.openwlm.simulator.scenario;

import io.openwlm.model.definition.CgroupPath;

/** Something that changes on the machine during a run. */
public sealed interface ScenarioEvent {
  /** When, from the start of the run. */
  long atNanos();

  /** A workload starts in a group. */
  record Add(long atNanos, CgroupPath cgroup, WorkloadSpec workload) implements ScenarioEvent {}

  /** A workload ends. */
  record Remove(long atNanos, String workload) implements ScenarioEvent {}

  /** The requests of a workload arrive at another rate. */
  record SetRate(long atNanos, String workload, double perSecond) implements ScenarioEvent {}
}
