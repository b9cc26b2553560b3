package io.openwlm.core.measure;

import io.openwlm.core.port.SystemSample;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns samples and reported transactions into one measurement per interval. Samples come from the
 * cycle's thread only; accepting one allocates nothing.
 */
public final class IntervalMeter {
  private final ServiceDefinition definition;
  private final List<TransactionIntake> intakes;
  private final SampleAccumulator sums;
  private final SystemSample latest;
  private final ServiceUnits units;
  private final int cpus;
  private long startNanos;

  /**
   * @param intakes one per service class, in the order of the definition
   * @param cpus CPUs that the managed work may use
   */
  public IntervalMeter(
      ServiceDefinition definition, List<TransactionIntake> intakes, int cpus, long startNanos) {
    this.definition = definition;
    this.intakes = List.copyOf(intakes);
    this.cpus = cpus;
    this.startNanos = startNanos;
    sums = new SampleAccumulator(intakes.size());
    latest = new SystemSample(intakes.size());
    units = new ServiceUnits(definition.parameters().coefficients());
  }

  public void accept(SystemSample sample) {
    sums.accept(sample);
    latest.copyFrom(sample);
  }

  public long startNanos() {
    return startNanos;
  }

  /** Ends the interval and starts the next. */
  public IntervalMeasurement close(long endNanos) {
    long length = Math.max(1, endNanos - startNanos);
    List<ClassMeasurement> classes = new ArrayList<>(intakes.size());
    for (int i = 0; i < intakes.size(); i++) {
      classes.add(measure(i, length, intakes.get(i).drain(endNanos)));
    }
    double systemPressure = sums.systemPressure.value(0);
    long began = startNanos;
    sums.clear();
    startNanos = endNanos;
    return new IntervalMeasurement(
        began, Math.max(endNanos, began + 1), classes, cpus, systemPressure);
  }

  private ClassMeasurement measure(int i, long length, Transactions reported) {
    ServiceClass serviceClass = definition.serviceClasses().get(i);
    long capDelay = capDelayNanos(i, length);
    return new ClassMeasurement(
        serviceClass.name(),
        serviceClass.isManaged() ? latest.presence[i] : ClassPresence.NOT_SUPPORTED,
        latest.processes[i],
        length,
        consumption(i),
        new UsingDelay(
            sums.runNanos[i],
            sums.runDelayNanos[i] - capDelay,
            capDelay,
            sums.ioDelayNanos[i],
            sums.memoryDelayNanos[i],
            sums.queueDelayNanos[i]),
        new Pressure(
            sums.cpuPressure.value(i), sums.memoryPressure.value(i), sums.ioPressure.value(i)),
        reported);
  }

  private Consumption consumption(int i) {
    long usage = sums.usageNanos[i];
    long system = sums.systemNanos[i];
    long operations = sums.ioOperations[i];
    long memory = Math.max(0, latest.memoryBytes[i]);
    return new Consumption(
        usage, system, operations, memory, units.of(usage, system, operations, memory));
  }

  /**
   * The part of the run-queue delay that the class's own CPU limit caused. The kernel tells for how
   * long a CPU's queue was throttled; every thread that is ready there waits, so the time counts as
   * often as there were runnable threads per CPU on average.
   */
  private long capDelayNanos(int i, long length) {
    if (sums.throttledNanos[i] == 0) {
      return 0;
    }
    double runnable = (double) (sums.runNanos[i] + sums.runDelayNanos[i]) / length;
    double threadsPerCpu = Math.max(1, runnable / cpus);
    return Math.min(sums.runDelayNanos[i], Math.round(sums.throttledNanos[i] * threadsPerCpu));
  }
}
