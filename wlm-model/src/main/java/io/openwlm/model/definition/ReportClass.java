package io.openwlm.model.definition;

import org.jspecify.annotations.Nullable;

/**
 * Work that is reported together. With a tenant resource group it is a tenant report class.
 *
 * @param tenantResourceGroup the group that caps the tenant, or null
 */
public record ReportClass(
    String name, String description, ChangeHistory history, @Nullable String tenantResourceGroup) {}
