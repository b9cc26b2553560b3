package io.openwlm.core.policy;

import io.openwlm.model.definition.ServiceDefinition;

/**
 * A policy that the manager is to work by.
 *
 * @param source where the definition came from, for people
 * @param sinceEpochMillis when the policy was activated, maybe before the daemon started
 * @param byUser who activated it
 * @param deactivated true to classify and measure by it, and to write nothing
 */
public record PolicyOrder(
    ServiceDefinition definition,
    String policy,
    String source,
    long sinceEpochMillis,
    String byUser,
    boolean deactivated) {

  /** Order to manage by a policy. */
  public PolicyOrder(
      ServiceDefinition definition,
      String policy,
      String source,
      long sinceEpochMillis,
      String byUser) {
    this(definition, policy, source, sinceEpochMillis, byUser, false);
  }

  /** The same policy of a definition with other settings of the host. */
  public PolicyOrder with(ServiceDefinition changed) {
    return new PolicyOrder(changed, policy, source, sinceEpochMillis, byUser, deactivated);
  }
}
