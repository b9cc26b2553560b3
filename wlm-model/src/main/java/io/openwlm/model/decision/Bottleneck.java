package io.openwlm.model.decision;

/**
 * Where a class's work waits, as shares of its non-idle time in percent.
 *
 * @param using running
 * @param cpuDelay ready and waiting for a CPU
 * @param capDelay held back by the class's own CPU limit
 * @param ioDelay waiting for block I/O
 * @param memoryDelay waiting for memory
 * @param queueDelay waiting for a server, initiator or enclave
 * @param source what the numbers rest on, for example {@code schedstat}
 */
public record Bottleneck(
    double using,
    double cpuDelay,
    double capDelay,
    double ioDelay,
    double memoryDelay,
    double queueDelay,
    String source) {
  /** Below this share of the time (percent) a delay is not what makes work slow. */
  public static final double MIN_DELAY_PERCENT = 5;

  /** What the work waits for most; {@link DelayType#NONE} if all delays are small. */
  public DelayType largest() {
    DelayType largest = DelayType.NONE;
    double most = MIN_DELAY_PERCENT;
    for (DelayType type : DelayType.values()) {
      if (percent(type) > most) {
        most = percent(type);
        largest = type;
      }
    }
    return largest;
  }

  /** Share of one delay in percent; 0 for {@link DelayType#NONE}. */
  public double percent(DelayType type) {
    return switch (type) {
      case CPU -> cpuDelay;
      case CAP -> capDelay;
      case IO -> ioDelay;
      case MEMORY -> memoryDelay;
      case QUEUE -> queueDelay;
      case NONE -> 0;
    };
  }
}
