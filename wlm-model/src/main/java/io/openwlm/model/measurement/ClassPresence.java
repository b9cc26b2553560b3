package io.openwlm.model.measurement;

/** Whether the work of a class can be seen and its weight be set. */
public enum ClassPresence {
  /** At least one control group is there. */
  PRESENT,
  /** The class is bound to a control group that does not exist, or no process matches its rules. */
  NO_CGROUP,
  /** The control group is there but the kernel denies reading it. */
  DENIED,
  /** The goal needs a feature that does not exist yet. */
  NOT_SUPPORTED
}
