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
import java.util.function.Function;

/**
 * Turns samples and reported transactions into one measurement per interval. Samples come from the
 * cycle's thread only; accepting one allocates nothing.
 */
public final class IntervalMeter {
  /** Less activity than this part of one CPU tells nothing. */
  private static final double MIN_ACTIVITY = 0.01;

  /** Some thread waited nearly all the time. */
  private static final double STALLED = 0.9;

  private static final double MAX_STRETCH = 1000;

  private final ServiceDefinition definition;
  private final List<TransactionIntake> intakes;
  private final SampleAccumulator sums;
  private final SampleAccumulator recent;
  private final SampleAccumulator reportSums;
  private final SystemSample latest;
  private final ServiceUnits units;
  private final int cpus;
  private long startNanos;
  private long latestLengthNanos;

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
    recent = new SampleAccumulator(intakes.size());
    int reportClasses = definition.classes().reportClasses().size();
    reportSums = new SampleAccumulator(reportClasses);
    latest = new SystemSample(intakes.size(), reportClasses);
    units = new ServiceUnits(definition.parameters().coefficients());
  }

  /** Takes a sample, and fills in what reporters know: time in queues. */
  public void accept(SystemSample sample) {
    for (int i = 0; i < intakes.size(); i++) {
      sample.queueDelayNanos[i] = intakes.get(i).sampled(sample.atNanos);
    }
    sums.accept(sample);
    recent.clear();
    recent.accept(sample);
    if (sample.reports != null) {
      sample.reports.atNanos = sample.atNanos;
      reportSums.accept(sample.reports);
    }
    latestLengthNanos = sample.atNanos - latest.atNanos;
    latest.copyFrom(sample);
  }

  public long startNanos() {
    return startNanos;
  }

  /** Ends the interval and starts the next. */
  public IntervalMeasurement close(long endNanos) {
    long length = Math.max(1, endNanos - startNanos);
    List<ClassMeasurement> classes = measureAll(length, sums, t -> t.drain(endNanos));
    List<ClassMeasurement> reports = measureReports(length);
    double systemPressure = sums.systemPressure.value(0);
    long began = startNanos;
    sums.clear();
    reportSums.clear();
    startNanos = endNanos;
    return new IntervalMeasurement(
        began, Math.max(endNanos, began + 1), classes, reports, cpus, systemPressure);
  }

  private List<ClassMeasurement> measureReports(long length) {
    SystemSample reports = latest.reports;
    List<ClassMeasurement> measured = new ArrayList<>();
    for (int i = 0; reports != null && i < reports.classes(); i++) {
      measured.add(
          new ClassMeasurement(
              definition.classes().reportClasses().get(i).name(),
              reports.presence[i],
              reports.processes[i],
              length,
              consumption(i, reportSums, reports),
              usingDelay(i, reportSums, 0),
              new Pressure(-1, -1, -1),
              Transactions.NONE));
    }
    return measured;
  }

  /**
   * What happened between the last two samples. The interval goes on as if nothing was asked;
   * response times are not part of it.
   */
  public IntervalMeasurement recent() {
    long length = Math.max(1, latestLengthNanos);
    List<ClassMeasurement> classes = measureAll(length, recent, t -> t.recent(latest.atNanos));
    return new IntervalMeasurement(
        latest.atNanos - length, latest.atNanos, classes, cpus, recent.systemPressure.value(0));
  }

  /** The interval up to the last sample; it goes on. Response times are not part of it. */
  public IntervalMeasurement soFar() {
    long end = Math.max(latest.atNanos, startNanos + 1);
    List<ClassMeasurement> classes = measureAll(end - startNanos, sums, t -> t.soFar(end));
    return new IntervalMeasurement(startNanos, end, classes, cpus, sums.systemPressure.value(0));
  }

  /** How a class did between the last two samples. Allocates nothing. */
  public double recentStretch(int i) {
    return stretch(recent, i, Math.max(1, latestLengthNanos));
  }

  /** How a class did in the interval so far. */
  public double stretch(int i, long nowNanos) {
    return stretch(sums, i, Math.max(1, nowNanos - startNanos));
  }

  /** Age of the oldest transaction of a class that runs; 0 if none does. */
  public long oldestInFlightNanos(int i, long nowNanos) {
    return intakes.get(i).oldestInFlightNanos(nowNanos);
  }

  /**
   * How many times longer work took than it ran: 1 = it never waited for a CPU; 0 = it did nothing.
   * Work that waits without ever running counts by its pressure.
   */
  private static double stretch(SampleAccumulator from, int i, long length) {
    double run = from.runNanos[i];
    double delay = from.runDelayNanos[i];
    if (run + delay < MIN_ACTIVITY * length) {
      return Math.max(0, from.cpuPressure.value(i)) > STALLED ? MAX_STRETCH : 0;
    }
    return Math.min(MAX_STRETCH, (run + delay) / Math.max(run, MIN_ACTIVITY * length / 2));
  }

  private List<ClassMeasurement> measureAll(
      long length, SampleAccumulator sums, Function<TransactionIntake, Transactions> reported) {
    List<ClassMeasurement> classes = new ArrayList<>(intakes.size());
    for (int i = 0; i < intakes.size(); i++) {
      classes.add(measure(i, length, sums, reported.apply(intakes.get(i))));
    }
    return classes;
  }

  private ClassMeasurement measure(
      int i, long length, SampleAccumulator sums, Transactions reported) {
    ServiceClass serviceClass = definition.serviceClasses().get(i);
    long capDelay = capDelayNanos(i, length, sums);
    return new ClassMeasurement(
        serviceClass.name(),
        serviceClass.isManaged() ? latest.presence[i] : ClassPresence.NOT_SUPPORTED,
        latest.processes[i],
        length,
        consumption(i, sums, latest),
        usingDelay(i, sums, capDelay),
        new Pressure(
            sums.cpuPressure.value(i), sums.memoryPressure.value(i), sums.ioPressure.value(i)),
        reported);
  }

  private static UsingDelay usingDelay(int i, SampleAccumulator sums, long capDelay) {
    return new UsingDelay(
        sums.runNanos[i],
        sums.runDelayNanos[i] - capDelay,
        capDelay,
        sums.ioDelayNanos[i],
        sums.memoryDelayNanos[i],
        sums.queueDelayNanos[i]);
  }

  private Consumption consumption(int i, SampleAccumulator sums, SystemSample at) {
    long usage = sums.usageNanos[i];
    long system = sums.systemNanos[i];
    long operations = sums.ioOperations[i];
    long memory = Math.max(0, at.memoryBytes[i]);
    return new Consumption(
        usage,
        system,
        operations,
        memory,
        units.of(usage, system, operations, memory),
        new Consumption.Refaults(sums.refaults[i], sums.swapIns[i]));
  }

  /**
   * The part of the run-queue delay that the class's own CPU limit caused. The kernel tells for how
   * long a CPU's queue was throttled; every thread that is ready there waits, so the time counts as
   * often as there were runnable threads per CPU on average.
   */
  private long capDelayNanos(int i, long length, SampleAccumulator sums) {
    if (sums.throttledNanos[i] == 0) {
      return 0;
    }
    double runnable = (double) (sums.runNanos[i] + sums.runDelayNanos[i]) / length;
    double threadsPerCpu = Math.max(1, runnable / cpus);
    return Math.min(sums.runDelayNanos[i], Math.round(sums.throttledNanos[i] * threadsPerCpu));
  }
}
