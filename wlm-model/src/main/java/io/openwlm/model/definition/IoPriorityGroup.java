package io.openwlm.model.definition;

/**
 * Which I/O priorities a service class gets on z/OS, if the definition enables I/O priority groups.
 * Kept and not enforced here: I/O weights follow goals alone.
 */
public enum IoPriorityGroup {
  NORMAL,
  /** Always above all of {@link #NORMAL}. */
  HIGH
}
