package io.openwlm.simulator.machine;

/** CPU time of all processes that one workload ever had; never falls. */
public final class CpuAccount {
  private long usedNanos;

  void add(long nanos) {
    usedNanos += nanos;
  }

  public long usedNanos() {
    return usedNanos;
  }
}
