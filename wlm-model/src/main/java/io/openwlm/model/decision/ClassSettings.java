package io.openwlm.model.decision;

/**
 * What a class has, or should have.
 *
 * @param cpuWeight 1 to 10000; 0 = the class has no CPU control
 * @param ioWeight 1 to 10000; 0 = the class has no I/O control
 * @param memoryLowBytes protected memory, 0 or more; {@link #NO_CONTROL} = no memory control
 */
public record ClassSettings(int cpuWeight, int ioWeight, long memoryLowBytes) {
  /** In {@code memoryLowBytes}: nothing that could be set. */
  public static final long NO_CONTROL = -1;

  public static final ClassSettings NONE = new ClassSettings(0, 0, NO_CONTROL);

  /** CPU control only. */
  public static ClassSettings ofCpu(int weight) {
    return new ClassSettings(weight, 0, NO_CONTROL);
  }

  public ClassSettings withCpuWeight(int weight) {
    return new ClassSettings(weight, ioWeight, memoryLowBytes);
  }

  /** The value of one setting; at most 0 for a weight, or negative for memory, if there is none. */
  public long value(Setting setting) {
    return switch (setting) {
      case CPU_WEIGHT -> cpuWeight;
      case IO_WEIGHT -> ioWeight;
      case MEMORY_LOW -> memoryLowBytes;
    };
  }

  /** True if the kernel lets us set it. */
  public boolean controls(Setting setting) {
    return setting == Setting.MEMORY_LOW ? memoryLowBytes >= 0 : value(setting) > 0;
  }
}
