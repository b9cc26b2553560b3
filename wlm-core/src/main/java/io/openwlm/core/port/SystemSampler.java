package io.openwlm.core.port;

/** Looks at the machine. Called from the cycle's thread only. */
public interface SystemSampler {

  /**
   * Fills {@code into} with the totals now. Never throws for what the kernel does: what cannot be
   * read is {@link SystemSample#UNKNOWN} or shows in {@link SystemSample#presence}. Allocates
   * nothing in steady state.
   */
  void sample(long nowNanos, SystemSample into);

  /** CPUs that the managed work may use, above 0. */
  int cpus();

  /** What the run and run-queue delay numbers come from: taskstats, schedstat or none. */
  String usingDelaySource();
}
