package io.openwlm.model.definition;

/** Something that is on or off on each system, for scheduling environments. */
public record SchedulingResource(String name, String description, ChangeHistory history) {}
