package io.openwlm.simulator.scenario;

import io.openwlm.simulator.machine.CpuDemand;

/** A workload of a scenario; its name is unique in the scenario. */
public sealed interface WorkloadSpec {
  /** Letters, digits, {@code -} and {@code _}, at most 32. */
  String name();

  /** Name of the command of its processes, at most 15 characters. */
  String command();

  /** Threads that take all CPU they get. */
  record Spinners(String name, String command, int threads) implements WorkloadSpec {}

  /**
   * Jobs that start, burn CPU time and end.
   *
   * @param parallel jobs at the same time
   * @param pauseNanos from the end of one to the start of the next
   */
  record Jobs(String name, String command, int parallel, CpuDemand cpu, long pauseNanos)
      implements WorkloadSpec {}

  /**
   * A service whose requests arrive at a rate.
   *
   * @param serviceClass class that the response times are reported for
   * @param poisson independent arrivals; otherwise evenly spaced
   */
  record Requests(
      String name,
      String command,
      String serviceClass,
      double perSecond,
      boolean poisson,
      CpuDemand cpu,
      int threads)
      implements WorkloadSpec {}
}
