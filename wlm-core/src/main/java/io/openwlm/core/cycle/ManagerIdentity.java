package io.openwlm.core.cycle;

import java.util.List;

/**
 * Facts about a running manager that do not change.
 *
 * @param mode {@code cgroup2}, {@code hybrid} or {@code simulated}
 * @param warnings from the start: what is missing on this machine and what that costs
 */
public record ManagerIdentity(
    String host, String mode, String version, long pid, int cpus, List<String> warnings) {
  public ManagerIdentity {
    warnings = List.copyOf(warnings);
  }
}
