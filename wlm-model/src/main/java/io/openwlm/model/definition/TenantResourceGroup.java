package io.openwlm.model.definition;

/**
 * Caps the work of a tenant, which its tenant report classes collect whatever service class the
 * work has.
 *
 * @param solutionId at most 64 characters, may be empty
 * @param tenantId at most 8 characters, may be empty
 * @param tenantName at most 32 characters, may be empty
 * @param limits without minimum and memory limit
 */
public record TenantResourceGroup(
    String name,
    String description,
    ChangeHistory history,
    String solutionId,
    String tenantId,
    String tenantName,
    CapacityLimits limits) {

  TenantResourceGroup with(CapacityLimits changed) {
    return new TenantResourceGroup(
        name, description, history, solutionId, tenantId, tenantName, changed);
  }
}
