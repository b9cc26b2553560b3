package io.openwlm.core.port;

import java.util.List;

/**
 * Finds the running processes, classifies them, and ties service classes to the control groups that
 * carry their weight. Called from the cycle's thread, before each adjustment.
 */
public interface WorkDiscovery {

  /**
   * Looks at all processes once. Moves those that the definition says to move, if {@code enforce}.
   */
  DiscoveryReport discover(WorkClassifier classifier, boolean enforce);

  /**
   * What was found.
   *
   * @param cgroups per class, in the order of the definition, the control groups that carry it
   * @param processes processes per class
   * @param warnings what could not be managed, and why: mixed control groups, work in the root
   */
  record DiscoveryReport(
      List<List<String>> cgroups, List<Integer> processes, List<String> warnings) {
    public DiscoveryReport {
      processes = List.copyOf(processes);
      cgroups = cgroups.stream().map(List::copyOf).toList();
      warnings = List.copyOf(warnings);
    }
  }
}
