package io.openwlm.model.status;

import java.util.List;

/**
 * How a resource group does.
 *
 * @param usedCpus CPUs used on average since the look before, about two seconds
 * @param minuteCpus the same over the last minute; time before the start counts as idle
 * @param minimumCpus 0 for none
 * @param maximumCpus negative for none, also if the machine does not have more
 * @param capping its classes have CPU limits because of it, or would have if it were enforced
 * @param limitCpus those limits together; negative without
 * @param heldBack names of its classes that are held back by a CPU limit
 */
public record ResourceGroupStatus(
    String name,
    double usedCpus,
    double minuteCpus,
    double minimumCpus,
    double maximumCpus,
    boolean capping,
    double limitCpus,
    List<String> heldBack) {
  public ResourceGroupStatus {
    heldBack = List.copyOf(heldBack);
  }
}
