package io.openwlm.model.definition;

/** Whether work for specialty engines may overflow to standard processors; not enforced here. */
public enum HonorPriority {
  /** As the system says. */
  DEFAULT,
  /** Never helped by standard processors. */
  NO
}
