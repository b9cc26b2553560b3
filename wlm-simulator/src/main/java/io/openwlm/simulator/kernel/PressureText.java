package io.openwlm.simulator.kernel;

import io.openwlm.simulator.machine.Pressure;
import java.util.Locale;

/** The text of pressure files. */
final class PressureText {
  private static final String NEVER = "avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

  /** Nothing ever waits for memory or I/O on the simulated machine. */
  static final String NONE = "some " + NEVER + "full " + NEVER;

  private static final long NANOS_PER_MICRO = 1_000;

  private PressureText() {}

  /** CPU pressure of a control group. */
  static String group(Pressure pressure) {
    return "some " + line(pressure.some()) + "full " + line(pressure.full());
  }

  /** CPU pressure of the machine, for which the kernel never counts {@code full}. */
  static String system(Pressure pressure) {
    return "some " + line(pressure.some()) + "full " + NEVER;
  }

  private static String line(Pressure.Line line) {
    return String.format(
        Locale.ROOT,
        "avg10=%.2f avg60=%.2f avg300=%.2f total=%d\n",
        line.average(0),
        line.average(1),
        line.average(2),
        line.totalNanos() / NANOS_PER_MICRO);
  }
}
