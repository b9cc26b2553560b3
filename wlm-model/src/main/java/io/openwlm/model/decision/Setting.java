package io.openwlm.model.decision;

/** A value that the manager sets for a class. */
public enum Setting {
  /** CPU share weight, 1 to 10000; the class competes with it as a whole. */
  CPU_WEIGHT("weight"),
  /** Share weight on block devices, 1 to 10000. */
  IO_WEIGHT("I/O weight"),
  /** Memory in bytes that is not reclaimed while others have more than theirs; 0 = none. */
  MEMORY_LOW("protected memory"),
  /** CPU time that the class may use in each tenth of a second, see {@link CpuLimit}. */
  CPU_LIMIT("CPU limit");

  private final String text;

  Setting(String text) {
    this.text = text;
  }

  /** The name for people. */
  public String text() {
    return text;
  }
}
