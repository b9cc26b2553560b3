package io.openwlm.app.demo;

import io.openwlm.app.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one run of the demo gave. The performance index is the 90th percentile of the response times
 * of the requests that arrived in a window, from the service's own log, over the goal; the same in
 * all runs, so that OpenWLM does not mark its own work.
 *
 * @param piBefore over the calm time before the flood
 * @param piFloodMax the worst second of the flood
 * @param piAfter over the flood from {@link DemoPlan#SETTLE_SECONDS} on, while it still lasts
 * @param intervalsToRecovery intervals of a second from the first one that missed the goal to the
 *     first of three that met it; -1 = not before the flood ended, 0 = the goal was never missed
 * @param batchCpuShare share of all CPUs that batch used during the flood, 0 to 1
 * @param p90MillisEnd after the flood, when the weight was given back; -1 if the run ends with it
 * @param p90MillisFloodSeconds each second of the flood, in order
 */
public record RunResult(
    double piBefore,
    double piFloodMax,
    double piAfter,
    double p90MillisBefore,
    double p90MillisFloodMax,
    double p90MillisAfter,
    int intervalsToRecovery,
    double batchCpuShare,
    double p90MillisEnd,
    List<Double> p90MillisFloodSeconds) {
  private static final long SECOND = 1_000_000_000L;

  /** Intervals that a recovery may take. */
  private static final int MAX_INTERVALS = 5;

  /** Recovered: this many seconds in a row with the goal met. */
  private static final int STEADY = 3;

  /**
   * @param batchCpuShare as in the record
   */
  static RunResult of(ServiceLog log, Moments at, double batchCpuShare) {
    long floodNanos = at.flood();
    long floodEndNanos = at.floodEnd();
    long before = log.arrivedNanos(DemoPlan.GOAL_PERCENTILE, at.calm(), floodNanos);
    long end =
        at.end() == floodEndNanos
            ? -1
            : log.arrivedNanos(DemoPlan.GOAL_PERCENTILE, floodEndNanos + SECOND, at.end());
    long after =
        log.arrivedNanos(
            DemoPlan.GOAL_PERCENTILE, floodNanos + DemoPlan.SETTLE_SECONDS * SECOND, floodEndNanos);
    List<Long> windows = windows(log, floodNanos, floodEndNanos);
    long worst = windows.stream().mapToLong(Long::longValue).max().orElse(-1);
    return new RunResult(
        pi(before),
        pi(worst),
        pi(after),
        millis(before),
        millis(worst),
        millis(after),
        recovery(windows),
        batchCpuShare,
        millis(end),
        windows.stream().map(w -> round(millis(w))).toList());
  }

  private static double millis(long nanos) {
    return nanos < 0 ? -1 : nanos / 1e6;
  }

  /**
   * When a run's phases began, on the monotonic clock.
   *
   * @param calm full traffic, no flood
   * @param flood the flood begins
   * @param floodEnd the flood ends
   * @param end the run ends; equal to {@code floodEnd} if it ends with the flood
   */
  record Moments(long calm, long flood, long floodEnd, long end) {}

  /** The 90th percentile of each second; one whose requests are all lost is as bad as it gets. */
  private static List<Long> windows(ServiceLog log, long from, long to) {
    List<Long> windows = new ArrayList<>();
    for (long at = from; at + SECOND <= to; at += SECOND) {
      long p = log.arrivedNanos(DemoPlan.GOAL_PERCENTILE, at, at + SECOND);
      windows.add(p < 0 ? to - from : p);
    }
    return windows;
  }

  static int recovery(List<Long> windows) {
    int missed = -1;
    for (int i = 0; i < windows.size() && missed < 0; i++) {
      missed = windows.get(i) > DemoPlan.GOAL_NANOS ? i : -1;
    }
    if (missed < 0) {
      return 0;
    }
    for (int i = missed + 1; i + STEADY <= windows.size(); i++) {
      if (windows.subList(i, i + STEADY).stream().allMatch(w -> w <= DemoPlan.GOAL_NANOS)) {
        return i - missed;
      }
    }
    return -1;
  }

  private static double pi(long nanos) {
    return nanos < 0 ? -1 : (double) nanos / DemoPlan.GOAL_NANOS;
  }

  /** Recovered, as the demo promises: missed, then met again within five intervals. */
  public boolean recovered() {
    return intervalsToRecovery >= 0
        && intervalsToRecovery <= MAX_INTERVALS
        && piAfter >= 0
        && piAfter <= 1;
  }

  /** What a run that has not recovered did not reach. */
  public String shortfall() {
    if (intervalsToRecovery < 0) {
      return "the service did not meet its goal again while the flood lasted";
    }
    if (intervalsToRecovery > MAX_INTERVALS) {
      return "the service met its goal again after "
          + intervalsToRecovery
          + " intervals, later than "
          + MAX_INTERVALS;
    }
    return piAfter < 0
        ? "no request ended in the rest of the flood"
        : String.format(
            Locale.ROOT, "the service's index in the rest of the flood was %.2f, above 1", piAfter);
  }

  void writeTo(JsonText json) {
    json.object()
        .field("pi_before", round(piBefore))
        .field("pi_flood_max", round(piFloodMax))
        .field("pi_after", round(piAfter))
        .field("p90_ms_before", round(p90MillisBefore))
        .field("p90_ms_flood_max", round(p90MillisFloodMax))
        .field("p90_ms_after", round(p90MillisAfter))
        .field("intervals_to_recovery", intervalsToRecovery)
        .field("batch_cpu_share", round(batchCpuShare))
        .optional("p90_ms_end", p90MillisEnd < 0 ? null : round(p90MillisEnd))
        .name("p90_ms_flood_seconds")
        .array();
    p90MillisFloodSeconds.forEach(json::value);
    json.endArray().endObject();
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
