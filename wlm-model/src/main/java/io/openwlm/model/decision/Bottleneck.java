package io.openwlm.model.decision;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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

  /**
   * What can be done something about: what work waits for most while a server has it. A queue
   * empties as fast as its servers work, so it counts only if these wait for nothing.
   */
  public DelayType remedy() {
    return remedies().getFirst();
  }

  /** The same with all other delays of the time with a server that are not small, largest first. */
  public List<DelayType> remedies() {
    Bottleneck served = served();
    List<DelayType> remedies =
        Arrays.stream(DelayType.values())
            .filter(type -> served.percent(type) > MIN_DELAY_PERCENT)
            .sorted(Comparator.comparingDouble((DelayType type) -> -served.percent(type)))
            .toList();
    return remedies.isEmpty() ? List.of(largest()) : remedies;
  }

  /**
   * Running and waiting for a CPU, as a part (0 to 1) of the time in which a server has the work.
   */
  public double cpuPart() {
    Bottleneck served = served();
    return (served.using + served.cpuDelay) / 100;
  }

  /** The same as shares of the time in which a server has the work. */
  private Bottleneck served() {
    double scale = queueDelay >= 100 ? 0 : 100 / (100 - queueDelay);
    return new Bottleneck(
        using * scale,
        cpuDelay * scale,
        capDelay * scale,
        ioDelay * scale,
        memoryDelay * scale,
        0,
        source);
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
