package io.openwlm.model.decision;

import java.util.List;

/**
 * Everything decided in one interval, also what was refused.
 *
 * @param id rises by one with every interval, from 1
 * @param adjustments what to do, in the order taken; empty if nothing
 * @param skips classes that were not helped, and why
 */
public record PolicyDecision(
    long id, long atNanos, List<Adjustment> adjustments, List<Refusal> skips) {
  public PolicyDecision {
    adjustments = List.copyOf(adjustments);
    skips = List.copyOf(skips);
  }
}
