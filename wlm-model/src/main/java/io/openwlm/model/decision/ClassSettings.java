package io.openwlm.model.decision;

/**
 * What a class has, or should have.
 *
 * @param cpuWeight 1 to 10000; 0 = the class has no CPU control
 * @param ioWeight 1 to 10000; 0 = the class has no I/O control
 * @param memoryLowBytes protected memory, 0 or more; {@link #NO_CONTROL} = no memory control
 * @param cpuLimitMicros CPU time in each tenth of a second, from {@link CpuLimit#FLOOR} to {@link
 *     CpuLimit#NONE}; {@link #NO_CONTROL} = no limit can be set
 */
public record ClassSettings(int cpuWeight, int ioWeight, long memoryLowBytes, long cpuLimitMicros) {
  /** In {@code memoryLowBytes} and {@code cpuLimitMicros}: nothing that could be set. */
  public static final long NO_CONTROL = -1;

  public static final ClassSettings NONE = new ClassSettings(0, 0, NO_CONTROL, NO_CONTROL);

  /** Without control of a CPU limit. */
  public ClassSettings(int cpuWeight, int ioWeight, long memoryLowBytes) {
    this(cpuWeight, ioWeight, memoryLowBytes, NO_CONTROL);
  }

  /** CPU weight only. */
  public static ClassSettings ofCpu(int weight) {
    return new ClassSettings(weight, 0, NO_CONTROL);
  }

  public ClassSettings withCpuWeight(int weight) {
    return new ClassSettings(weight, ioWeight, memoryLowBytes, cpuLimitMicros);
  }

  public ClassSettings withIoWeight(int weight) {
    return new ClassSettings(cpuWeight, weight, memoryLowBytes, cpuLimitMicros);
  }

  public ClassSettings withMemoryLow(long bytes) {
    return new ClassSettings(cpuWeight, ioWeight, bytes, cpuLimitMicros);
  }

  public ClassSettings withCpuLimit(long micros) {
    return new ClassSettings(cpuWeight, ioWeight, memoryLowBytes, micros);
  }

  /** The value of one setting; at most 0 for a weight, or negative for the others, if none. */
  public long value(Setting setting) {
    return switch (setting) {
      case CPU_WEIGHT -> cpuWeight;
      case IO_WEIGHT -> ioWeight;
      case MEMORY_LOW -> memoryLowBytes;
      case CPU_LIMIT -> cpuLimitMicros;
    };
  }

  /** True if the kernel lets us set it. */
  public boolean controls(Setting setting) {
    return setting == Setting.MEMORY_LOW ? memoryLowBytes >= 0 : value(setting) > 0;
  }
}
