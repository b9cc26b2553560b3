package io.openwlm.simulator;

import io.openwlm.simulator.scenario.Scenario;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What happened in a run, exactly: every response time, and the CPU time of every workload at steps
 * of {@link #STEP_NANOS}. A request counts at the time it ended. Times are from the start of the
 * run; a span is from (included) to (excluded).
 */
public final class RunStatistics {
  /** CPU times are known at multiples of this. */
  public static final long STEP_NANOS = 100_000_000L;

  private final int cpus;
  private final List<Scenario.Phase> phases;
  private final Map<String, Responses> responses = new LinkedHashMap<>();
  private final Map<String, LongSeries> usage = new LinkedHashMap<>();

  private static final class Responses {
    final LongSeries endedNanos = new LongSeries();
    final LongSeries responseNanos = new LongSeries();
  }

  RunStatistics(int cpus, List<Scenario.Phase> phases) {
    this.cpus = cpus;
    this.phases = phases;
  }

  synchronized void response(String serviceClass, long nowNanos, long responseNanos) {
    Responses of = responses.computeIfAbsent(serviceClass, _ -> new Responses());
    of.endedNanos.add(nowNanos);
    of.responseNanos.add(responseNanos);
  }

  /** Called once for each workload and step, in order; a workload may come later. */
  synchronized void usage(String workload, long step, long usedNanos) {
    LongSeries series = usage.computeIfAbsent(workload, _ -> new LongSeries());
    while (series.size() < step) {
      series.add(0);
    }
    series.add(usedNanos);
  }

  /** The phases of the scenario. */
  public List<Scenario.Phase> phases() {
    return phases;
  }

  /** The phase of that name. */
  public Scenario.Phase phase(String name) {
    return phases.stream()
        .filter(phase -> phase.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no phase " + name));
  }

  /** Classes that have response times. */
  public synchronized Set<String> serviceClasses() {
    return Set.copyOf(responses.keySet());
  }

  /** Workloads that have run. */
  public synchronized List<String> workloads() {
    return List.copyOf(usage.keySet());
  }

  /** Requests of a class that ended in a span. */
  public int ended(String serviceClass, long fromNanos, long toNanos) {
    return sorted(serviceClass, fromNanos, toNanos).length;
  }

  /**
   * The response time that {@code percent} of the requests kept within; empty without requests.
   *
   * @param percent above 0, at most 100
   */
  public OptionalLong percentileNanos(
      String serviceClass, double percent, long fromNanos, long toNanos) {
    long[] times = sorted(serviceClass, fromNanos, toNanos);
    if (times.length == 0) {
      return OptionalLong.empty();
    }
    int rank = (int) Math.ceil(times.length * percent / 100);
    return OptionalLong.of(times[Math.clamp(rank - 1, 0, times.length - 1)]);
  }

  /** As {@link #percentileNanos}, of one phase. */
  public OptionalLong percentileNanos(String serviceClass, double percent, Scenario.Phase phase) {
    return percentileNanos(serviceClass, percent, phase.fromNanos(), phase.toNanos());
  }

  /**
   * The highest percentile of the windows, side by side, that lie wholly in a span; windows without
   * ended requests do not count.
   */
  public OptionalLong worstPercentileNanos(
      String serviceClass, double percent, long windowNanos, long fromNanos, long toNanos) {
    long worst = -1;
    for (long at = fromNanos; at + windowNanos <= toNanos; at += windowNanos) {
      OptionalLong one = percentileNanos(serviceClass, percent, at, at + windowNanos);
      worst = Math.max(worst, one.orElse(-1));
    }
    return worst < 0 ? OptionalLong.empty() : OptionalLong.of(worst);
  }

  private synchronized long[] sorted(String serviceClass, long fromNanos, long toNanos) {
    Responses of = responses.get(serviceClass);
    if (of == null) {
      return new long[0];
    }
    long[] times = new long[of.endedNanos.size()];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      long ended = of.endedNanos.get(i);
      if (ended >= fromNanos && ended < toNanos) {
        times[count++] = of.responseNanos.get(i);
      }
    }
    long[] found = Arrays.copyOf(times, count);
    Arrays.sort(found);
    return found;
  }

  /**
   * CPU time of a workload in a span, as a share (0 to 1) of what the machine has; empty if the run
   * has not come that far. The span is rounded down to steps.
   */
  public synchronized OptionalDouble cpuShare(String workload, long fromNanos, long toNanos) {
    LongSeries series = usage.get(workload);
    int from = (int) (fromNanos / STEP_NANOS);
    int to = (int) (toNanos / STEP_NANOS);
    if (series == null || to <= from || to >= series.size()) {
      return OptionalDouble.empty();
    }
    long used = series.get(to) - series.get(from);
    return OptionalDouble.of((double) used / ((double) cpus * (to - from) * STEP_NANOS));
  }

  /** As {@link #cpuShare}, of one phase. */
  public OptionalDouble cpuShare(String workload, Scenario.Phase phase) {
    return cpuShare(workload, phase.fromNanos(), phase.toNanos());
  }
}
