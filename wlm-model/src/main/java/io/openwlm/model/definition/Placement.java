package io.openwlm.model.definition;

/** Whether OpenWLM may move work of a class between control groups. */
public enum Placement {
  /** Work stays where it is; the control groups it already lives in are managed. */
  IN_PLACE,
  /** Work that a rule assigns to the class is moved into the class's own control group. */
  MOVE
}
