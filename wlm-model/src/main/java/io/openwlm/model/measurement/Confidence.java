package io.openwlm.model.measurement;

/** How sure a performance index is. */
public enum Confidence {
  HIGH,
  MEDIUM,
  LOW,
  NONE
}
