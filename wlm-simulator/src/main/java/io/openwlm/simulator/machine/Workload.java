package io.openwlm.simulator.machine;

/** Something that keeps processes on a machine busy from its start to its stop. */
public sealed interface Workload permits SpinnerWorkload, PeriodicJobs, RequestWorkload {

  /** Starts the processes in a group; once. */
  void start(CpuGroup group);

  /** Ends all processes; what they had not done is lost. */
  void stop();

  /** CPU time used so far by all its processes, those that ended included. */
  long usedNanos();
}
