package io.openwlm.core.goal;

import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class on all systems of a sysplex together, so that its goal can be judged as on one: response
 * times are those of all transactions, using and delay are added up (z/OS exchanges both). What
 * does not add up (pressure, windows, memory) is left as it is here.
 */
final class SysplexSum {
  private SysplexSum() {}

  static ClassMeasurement of(ClassMeasurement here, List<ClassMeasurement> others) {
    ClassMeasurement sum = here;
    for (ClassMeasurement other : others) {
      sum = plus(sum, other);
    }
    return sum;
  }

  private static ClassMeasurement plus(ClassMeasurement a, ClassMeasurement b) {
    ClassPresence presence =
        b.presence() == ClassPresence.PRESENT ? ClassPresence.PRESENT : a.presence();
    return new ClassMeasurement(
        a.serviceClass(),
        presence,
        a.processes() + b.processes(),
        a.intervalNanos(),
        Consumption.ofCpu(a.usageNanos() + b.usageNanos()),
        plus(a.usingDelay(), b.usingDelay()),
        a.pressure(),
        plus(a.transactions(), b.transactions()));
  }

  private static UsingDelay plus(UsingDelay a, UsingDelay b) {
    return new UsingDelay(
        a.usingNanos() + b.usingNanos(),
        a.cpuDelayNanos() + b.cpuDelayNanos(),
        a.capDelayNanos() + b.capDelayNanos(),
        a.ioDelayNanos() + b.ioDelayNanos(),
        a.memoryDelayNanos() + b.memoryDelayNanos(),
        a.queueDelayNanos() + b.queueDelayNanos());
  }

  private static Transactions plus(Transactions a, Transactions b) {
    return new Transactions(
        a.completions() + b.completions(),
        plus(a.responseTimes(), b.responseTimes()),
        a.inFlight() + b.inFlight(),
        Math.max(a.oldestInFlightNanos(), b.oldestInFlightNanos()),
        a.dropped() + b.dropped(),
        a.windows(),
        plus(a.ended(), b.ended()));
  }

  private static @Nullable ResponseTimeDistribution plus(
      @Nullable ResponseTimeDistribution a, @Nullable ResponseTimeDistribution b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    ResponseTimeDistribution sum = a.copy();
    sum.add(b);
    return sum;
  }
}
