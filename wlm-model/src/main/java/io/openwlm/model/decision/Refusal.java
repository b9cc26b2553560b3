package io.openwlm.model.decision;

import java.util.List;

/**
 * Something considered and not done.
 *
 * @param serviceClass the class that did not receive or give
 * @param detail the numbers behind the reason; may be empty
 * @param candidates who was asked to give to a receiver that was not helped, and why each did not;
 *     empty if nobody was asked
 */
public record Refusal(
    String serviceClass, ReasonCode reason, String detail, List<Refusal> candidates) {
  public Refusal {
    candidates = List.copyOf(candidates);
  }

  /** Without candidates. */
  public Refusal(String serviceClass, ReasonCode reason, String detail) {
    this(serviceClass, reason, detail, List.of());
  }
}
