package io.openwlm.server.metrics;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.measurement.VelocitySamples;
import org.jspecify.annotations.Nullable;

/** What one class period did since it was first seen, and its last interval. Not thread-safe. */
final class ClassTotals {
  private double usingSamples;
  private double cpuSamples;
  private double capSamples;
  private double ioSamples;
  private double memorySamples;
  private double queueSamples;
  private double idleSamples;
  private double cpuSeconds;
  private double serviceUnits;
  private double ioOperations;
  private double ended;
  private double lost;
  private @Nullable Buckets responseTimes;
  private @Nullable Last last;

  private record Last(
      ServiceClass serviceClass,
      VelocitySamples counting,
      ClassMeasurement measured,
      ClassPerformance performance,
      ClassSettings settings) {}

  void add(
      ServiceClass serviceClass,
      VelocitySamples counting,
      ClassMeasurement m,
      ClassPerformance performance,
      ClassSettings settings,
      long samplingNanos) {
    UsingDelay d = m.usingDelay();
    double perNano = 1.0 / samplingNanos;
    usingSamples += positive(d.usingNanos() * perNano);
    cpuSamples += positive(d.cpuDelayNanos() * perNano);
    capSamples += positive(d.capDelayNanos() * perNano);
    ioSamples += positive(d.ioDelayNanos() * perNano);
    memorySamples += positive(d.memoryDelayNanos() * perNano);
    queueSamples += positive(d.queueDelayNanos() * perNano);
    idleSamples += positive(m.idleNanos() * perNano);
    cpuSeconds += positive(m.usageNanos() / 1e9);
    serviceUnits += positive(m.consumption().serviceUnits());
    ioOperations += positive((double) m.consumption().ioOperations());
    ended += positive((double) m.completions());
    lost += positive((double) m.dropped());
    ResponseTimeDistribution times = m.transactions().ended();
    if (times != null) {
      add(times);
    }
    last = new Last(serviceClass, counting, m, performance, settings);
  }

  /** No counter ever falls, whatever a record says. */
  private static double positive(double value) {
    return value > 0 && Double.isFinite(value) ? value : 0;
  }

  private void add(ResponseTimeDistribution times) {
    long[] nanos = times.rmfBoundsNanos();
    double[] seconds = new double[nanos.length];
    for (int i = 0; i < nanos.length; i++) {
      seconds[i] = nanos[i] / 1e9;
    }
    Buckets buckets = responseTimes == null ? new Buckets(seconds) : responseTimes;
    responseTimes = buckets;
    buckets.add(seconds, times.rmfCounts(), times.meanNanos() * times.count() / 1e9);
  }

  void tell(Families out) {
    Last now = last;
    if (now == null) {
      return;
    }
    String period = Integer.toString(now.serviceClass.period());
    String name = className(now.serviceClass);
    tellGoal(out, now, name, period);
    samples(out, name, period);
    out.put(Metric.CPU, cpuSeconds, name, period);
    out.put(Metric.SERVICE, serviceUnits, name, period);
    out.put(Metric.IO, ioOperations, name, period);
    out.put(Metric.TRANSACTIONS, ended, name, period);
    out.put(Metric.LOST, lost, name, period);
    if (responseTimes != null && now.serviceClass.goal() instanceof Goal.ResponseTimeGoal) {
      out.put(Metric.RESPONSE_TIME, responseTimes, name, period);
    }
    ClassMeasurement m = now.measured;
    out.put(Metric.MEMORY, (double) m.consumption().memoryBytes(), name, period);
    out.put(Metric.PROCESSES, m.processes(), name, period);
    out.put(Metric.RUNNING, (double) m.inFlight(), name, period);
    known(out, Metric.VELOCITY, m.velocity(now.counting) / 100, name, period);
    known(out, Metric.PRESSURE, m.pressure().cpu(), name, period, "cpu");
    known(out, Metric.PRESSURE, m.pressure().memory(), name, period, "memory");
    known(out, Metric.PRESSURE, m.pressure().io(), name, period, "io");
    known(out, Metric.CPU_WEIGHT, orNone(now.settings.cpuWeight()), name, period);
    known(out, Metric.IO_WEIGHT, orNone(now.settings.ioWeight()), name, period);
    known(out, Metric.MEMORY_LOW, (double) now.settings.memoryLowBytes(), name, period);
    long limit = now.settings.cpuLimitMicros();
    known(out, Metric.CPU_LIMIT, limit >= CpuLimit.NONE ? -1 : CpuLimit.cpus(limit), name, period);
  }

  private static void tellGoal(Families out, Last now, String name, String period) {
    Goal goal = now.serviceClass.goal();
    out.put(
        Metric.CLASS_GOAL,
        1,
        name,
        period,
        type(goal),
        goal.describe(),
        now.serviceClass.importance().isDiscretionary()
            ? "discretionary"
            : now.serviceClass.importance().toString());
    now.performance
        .performanceIndex()
        .ifPresent(pi -> out.put(Metric.PERFORMANCE_INDEX, pi, name, period, "local"));
  }

  private void samples(Families out, String name, String period) {
    out.put(Metric.SAMPLES, usingSamples, name, period, "using", "cpu");
    out.put(Metric.SAMPLES, cpuSamples, name, period, "delay", "cpu");
    out.put(Metric.SAMPLES, capSamples, name, period, "delay", "cap");
    out.put(Metric.SAMPLES, ioSamples, name, period, "delay", "io");
    out.put(Metric.SAMPLES, memorySamples, name, period, "delay", "memory");
    out.put(Metric.SAMPLES, queueSamples, name, period, "delay", "queue");
    out.put(Metric.SAMPLES, idleSamples, name, period, "idle", "none");
  }

  /** The name that the definition has: the second period of BATCH is managed as BATCH.2. */
  private static String className(ServiceClass serviceClass) {
    String name = serviceClass.name();
    return serviceClass.period() == 1 ? name : name.substring(0, name.lastIndexOf('.'));
  }

  private static String type(Goal goal) {
    return switch (goal) {
      case Goal.AverageResponseTimeGoal _ -> "average-response-time";
      case Goal.PercentileResponseTimeGoal _ -> "percentile-response-time";
      case Goal.VelocityGoal _ -> "velocity";
      case Goal.ThroughputGoal _ -> "throughput";
      case Goal.DiscretionaryGoal _ -> "discretionary";
      case Goal.TokenBudgetGoal _ -> "tokens";
    };
  }

  private static double orNone(int weight) {
    return weight > 0 ? weight : -1;
  }

  private static void known(Families out, Metric metric, double value, String... labels) {
    if (value >= 0) {
      out.put(metric, value, labels);
    }
  }
}
