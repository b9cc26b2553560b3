package io.openwlm.model.definition;

/** Which I/O priorities a service class gets, if the definition enables I/O priority groups. */
public enum IoPriorityGroup {
  NORMAL,
  /** Always above all of {@link #NORMAL}. */
  HIGH
}
