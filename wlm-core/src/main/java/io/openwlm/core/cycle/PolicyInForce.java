package io.openwlm.core.cycle;

import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;

/**
 * The policy that a cycle works by, and how it came into force.
 *
 * @param source where the definition came from: a file, or who installed it
 * @param sinceEpochMillis when it was activated
 * @param byUser who activated it
 */
public record PolicyInForce(
    ActivePolicy policy, String source, long sinceEpochMillis, String byUser) {

  /** The definition with the policy's overrides in it. */
  public ServiceDefinition definition() {
    return policy.effective();
  }
}
