package io.openwlm.app.demo;

import io.openwlm.app.text.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run of the demo gave. The performance index is the 90th percentile of the response times
 * of a window, from the service's own log, over the goal; the same in all runs.
 *
 * @param piBefore over the calm time before the flood
 * @param piFloodMax the worst second of the flood
 * @param piAfter over the flood from {@link DemoPlan#SETTLE_SECONDS} on, while it still lasts
 * @param intervalsToRecovery seconds from the first one that missed the goal to the first of three
 *     that met it; -1 = never, 0 = the goal was never missed
 * @param batchCpuShare share of all CPUs that batch used during the flood, 0 to 1
 */
record RunResult(
    double piBefore,
    double piFloodMax,
    double piAfter,
    double p90MillisBefore,
    double p90MillisFloodMax,
    double p90MillisAfter,
    int intervalsToRecovery,
    double batchCpuShare) {
  private static final long SECOND = 1_000_000_000L;

  /** Recovered: this many seconds in a row with the goal met. */
  private static final int STEADY = 3;

  /**
   * @param calmNanos start of the calm time
   * @param floodNanos start of the flood
   * @param floodEndNanos end of the flood
   */
  static RunResult of(
      ServiceLog log, long calmNanos, long floodNanos, long floodEndNanos, double batchCpuShare) {
    long before = log.percentileNanos(DemoPlan.GOAL_PERCENTILE, calmNanos, floodNanos);
    long after =
        log.percentileNanos(
            DemoPlan.GOAL_PERCENTILE,
            floodNanos + DemoPlan.SETTLE_SECONDS * SECOND,
            floodEndNanos);
    List<Long> windows = windows(log, floodNanos, floodEndNanos);
    long worst = windows.stream().mapToLong(Long::longValue).max().orElse(-1);
    return new RunResult(
        pi(before),
        pi(worst),
        pi(after),
        before / 1e6,
        worst / 1e6,
        after / 1e6,
        recovery(windows),
        batchCpuShare);
  }

  /** The 90th percentile of each second; a second in which nothing ended is as bad as it gets. */
  private static List<Long> windows(ServiceLog log, long from, long to) {
    List<Long> windows = new ArrayList<>();
    for (long at = from; at + SECOND <= to; at += SECOND) {
      long p = log.percentileNanos(DemoPlan.GOAL_PERCENTILE, at, at + SECOND);
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
  boolean recovered() {
    return intervalsToRecovery >= 0 && intervalsToRecovery <= 5 && piAfter <= 1;
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
        .endObject();
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
