package io.openwlm.model.definition;

/** Caps, or protects, the classes that name it together. */
public record ResourceGroup(
    String name, String description, ChangeHistory history, CapacityLimits limits) {

  ResourceGroup with(CapacityLimits changed) {
    return new ResourceGroup(name, description, history, changed);
  }
}
