package io.openwlm.linux.fs;

/** The mount points under which kernel files are named. */
public enum KernelRoot {
  /** The cgroup v2 hierarchy: {@code /sys/fs/cgroup}, or its {@code unified} part on a hybrid. */
  CGROUP2,
  /** The v1 cpu hierarchy of a hybrid system; does not exist elsewhere. */
  CGROUP1_CPU,
  /** {@code /proc}. */
  PROC,
  /** {@code /sys}. */
  SYS
}
