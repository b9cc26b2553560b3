package io.openwlm.core.adjust;

import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.measurement.ClassMeasurement;
import org.jspecify.annotations.Nullable;

/** Where the work of a class waits. */
public final class Bottlenecks {
  /** Below this share of its time, waiting for a CPU is not what makes work slow (percent). */
  static final double MIN_CPU_DELAY_PERCENT = 5;

  private Bottlenecks() {}

  /** Shares of the non-idle time, or null if nothing was seen. */
  public static @Nullable Bottleneck of(ClassMeasurement m, String source) {
    double all = (double) m.usingNanos() + m.cpuDelayNanos() + m.capDelayNanos();
    return all <= 0
        ? null
        : new Bottleneck(
            100 * m.usingNanos() / all,
            100 * m.cpuDelayNanos() / all,
            100 * m.capDelayNanos() / all,
            source);
  }

  static @Nullable Bottleneck of(Situation situation, int i) {
    return of(situation.measured(i), situation.usingDelaySource());
  }

  /** False only if it is known that more CPU share would not help. */
  static boolean mayBeCpu(Situation situation, int i) {
    Bottleneck bottleneck = of(situation, i);
    if (bottleneck == null) {
      double pressure = situation.measured(i).pressureRatio();
      return pressure < 0 || pressure * 100 >= MIN_CPU_DELAY_PERCENT;
    }
    return bottleneck.cpuDelay() >= MIN_CPU_DELAY_PERCENT;
  }
}
