package io.openwlm.model.definition;

import org.jspecify.annotations.Nullable;

/**
 * Limits of a resource group.
 *
 * @param type the unit of minimum and maximum; null if there is neither
 * @param minimum protected while goals are missed; null for none
 * @param maximum capped there; null for no cap
 * @param memoryLimitGigabytes 1 to 99,999,999 per system; null for none
 * @param includeSpecialtyProcessors whether their time counts towards the limit
 */
public record CapacityLimits(
    @Nullable ResourceGroupType type,
    @Nullable Long minimum,
    @Nullable Long maximum,
    @Nullable Long memoryLimitGigabytes,
    boolean includeSpecialtyProcessors) {
  public static final long MAX_MEMORY_GIGABYTES = 99_999_999L;

  public static final CapacityLimits NONE = new CapacityLimits(null, null, null, null, false);
}
