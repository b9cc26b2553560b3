package io.openwlm.model.decision;

/**
 * Units of a CPU limit: microseconds of CPU time that a class may use in each tenth of a second.
 * One CPU is {@value #PER_CPU}.
 */
public final class CpuLimit {
  /** The limit of one whole CPU. */
  public static final long PER_CPU = 100_000;

  /** No limit at all; more than any machine has. */
  public static final long NONE = 1_000_000_000_000L;

  /** The smallest limit that the kernel takes: a hundredth of a CPU. */
  public static final long FLOOR = PER_CPU / 100;

  private CpuLimit() {}

  /** CPUs as a limit, rounded down; the smallest limit for less, no limit for infinitely many. */
  public static long ofCpus(double cpus) {
    return cpus * PER_CPU >= NONE ? NONE : Math.max(FLOOR, (long) (cpus * PER_CPU));
  }

  /** A limit in CPUs; infinite for none. */
  public static double cpus(long limit) {
    return limit >= NONE ? Double.POSITIVE_INFINITY : (double) limit / PER_CPU;
  }
}
