package io.openwlm.core.adjust;

import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.UsingDelay;
import org.jspecify.annotations.Nullable;

/** Where the work of a class waits. */
public final class Bottlenecks {
  private Bottlenecks() {}

  /** Shares of the non-idle time, or null if nothing was seen. */
  public static @Nullable Bottleneck of(ClassMeasurement m, String source) {
    return of(m.usingDelay(), source);
  }

  /** The same of some using and delays. */
  public static @Nullable Bottleneck of(UsingDelay d, String source) {
    double all = (double) d.usingNanos() + d.delayNanos();
    return all <= 0
        ? null
        : new Bottleneck(
            100 * d.usingNanos() / all,
            100 * d.cpuDelayNanos() / all,
            100 * d.capDelayNanos() / all,
            100 * d.ioDelayNanos() / all,
            100 * d.memoryDelayNanos() / all,
            100 * d.queueDelayNanos() / all,
            source);
  }

  static @Nullable Bottleneck of(Situation situation, int i) {
    return of(situation.measured(i), situation.usingDelaySource());
  }

  /** False only if it is known that more CPU share would not help. */
  public static boolean mayBeCpu(Situation situation, int i) {
    Bottleneck bottleneck = of(situation, i);
    if (bottleneck == null) {
      double pressure = situation.measured(i).pressureRatio();
      return pressure < 0 || pressure * 100 >= Bottleneck.MIN_DELAY_PERCENT;
    }
    return bottleneck.cpuDelay() >= Bottleneck.MIN_DELAY_PERCENT;
  }
}
