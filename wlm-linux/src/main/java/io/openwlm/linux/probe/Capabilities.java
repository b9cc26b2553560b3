package io.openwlm.linux.probe;

import java.util.List;

/**
 * What this machine offers.
 *
 * @param mode {@code cgroup2}, {@code hybrid} or {@code none}
 * @param weightsWritable control groups can be made and their weight written
 * @param pressure PSI is there
 * @param usingDelay schedstat counts run time and run-queue delay
 * @param taskstats the process may ask for taskstats
 * @param schedExt a sched_ext scheduler runs, which may ignore weights
 * @param findings each feature with what its absence costs, in the order looked at
 */
public record Capabilities(
    String mode,
    boolean weightsWritable,
    boolean pressure,
    boolean usingDelay,
    boolean taskstats,
    boolean schedExt,
    List<Finding> findings) {
  public static final String NO_MODE = "none";

  public Capabilities {
    findings = List.copyOf(findings);
  }

  /** True if weights can be enforced on this machine. */
  public boolean canEnforce() {
    return weightsWritable;
  }
}
