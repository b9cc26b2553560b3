package io.openwlm.app.replay;

import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the service classes of some recorded intervals did, put together in steps of time. Time in
 * which nothing was recorded is left out.
 */
public final class RecordedWork {
  private static final int MOST_STEPS = 288;
  private static final double GAP_INTERVALS = 3;

  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final List<Long> starts = new ArrayList<>();
  private long lengthNanos;
  private double gapSeconds;
  private int intervals;
  private int cpus = 1;

  /**
   * One class in one interval.
   *
   * @param cpus used on average
   * @param runnable threads that ran or waited for a CPU, on average
   * @param arrivals transactions that came
   * @param inFlight transactions running at the end
   * @param index performance index; negative if there was none
   */
  public record Sample(
      long startNanos,
      long lengthNanos,
      double cpus,
      double runnable,
      double arrivals,
      long inFlight,
      double index) {}

  /** Puts pictures together, oldest first. */
  public static RecordedWork of(List<ManagerStatus> pictures) {
    RecordedWork work = new RecordedWork();
    Map<String, Long> inFlight = new LinkedHashMap<>();
    ManagerStatus before = null;
    for (ManagerStatus picture : pictures) {
      long millis = picture.adjustmentMillis();
      if (before != null) {
        double apart = picture.atEpochMillis() - before.atEpochMillis();
        if (apart > GAP_INTERVALS * millis) {
          work.gapSeconds += (apart - millis) / 1000;
        } else if (apart > 0) {
          millis = (long) apart;
        }
      }
      work.add(picture, millis * 1_000_000, inFlight);
      before = picture;
    }
    return work;
  }

  private void add(ManagerStatus picture, long nanos, Map<String, Long> inFlight) {
    for (ClassStatus c : picture.classes()) {
      double used = Math.max(0, c.cpuPercent()) / 100;
      double using = c.usingPercent();
      double waiting = Math.max(0, c.cpuDelayPercent());
      double runnable = using > 0 ? used * (using + waiting) / using : used;
      long more = c.inFlight() - inFlight.getOrDefault(c.name(), c.inFlight());
      double arrivals = Math.max(0, c.completionsPerSecond() * nanos / 1e9 + more);
      inFlight.put(c.name(), c.inFlight());
      Double index = c.performanceIndex();
      samples
          .computeIfAbsent(c.name(), _ -> new ArrayList<>())
          .add(
              new Sample(
                  lengthNanos,
                  nanos,
                  used,
                  runnable,
                  arrivals,
                  c.inFlight(),
                  index == null ? -1 : index));
    }
    starts.add(lengthNanos);
    lengthNanos += nanos;
    cpus = picture.cpus();
    intervals++;
  }

  /** Names of the classes, in the order in which they first came. */
  public List<String> classes() {
    return List.copyOf(samples.keySet());
  }

  /** All intervals of a class; empty if it is unknown. */
  public List<Sample> samples(String name) {
    return samples.getOrDefault(name, List.of());
  }

  /** Length of what was recorded, gaps left out. */
  public long lengthNanos() {
    return lengthNanos;
  }

  public double gapSeconds() {
    return gapSeconds;
  }

  public int intervals() {
    return intervals;
  }

  /** CPUs of the machine at the end. */
  public int cpus() {
    return cpus;
  }

  /** Starts of the steps in which the work is replayed: at most some hundred. */
  List<Long> steps() {
    int every = Math.max(1, (starts.size() + MOST_STEPS - 1) / MOST_STEPS);
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < starts.size(); i += every) {
      steps.add(starts.get(i));
    }
    return steps;
  }

  /** The intervals of a class put together from a time (included) to another. */
  Sample between(String name, long fromNanos, long toNanos) {
    double length = 0;
    double used = 0;
    double runnable = 0;
    double arrivals = 0;
    long inFlight = 0;
    for (Sample s : samples(name)) {
      if (s.startNanos() >= fromNanos && s.startNanos() < toNanos) {
        length += s.lengthNanos();
        used += s.cpus() * s.lengthNanos();
        runnable += s.runnable() * s.lengthNanos();
        arrivals += s.arrivals();
        inFlight = Math.max(inFlight, s.inFlight());
      }
    }
    double all = Math.max(1, length);
    return new Sample(fromNanos, (long) length, used / all, runnable / all, arrivals, inFlight, -1);
  }

  /** The whole of a class. */
  Sample whole(String name) {
    return between(name, 0, Long.MAX_VALUE);
  }
}
