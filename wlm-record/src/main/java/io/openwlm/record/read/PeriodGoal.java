package io.openwlm.record.read;

import java.util.List;
import java.util.Locale;

/**
 * The goal of a period as type 72 has it.
 *
 * @param kind bit of SCS.CRGF
 * @param value milliseconds, velocity, or transactions in 1000 seconds
 * @param percentile 0 if it has none
 * @param importance 1 to 5, 6 for discretionary
 */
public record PeriodGoal(int kind, long value, int percentile, int importance, long duration) {
  public static final int PERCENTILE = 0x80;
  public static final int AVERAGE = 0x40;
  public static final int VELOCITY = 0x20;
  public static final int DISCRETIONARY = 0x10;
  public static final int THROUGHPUT = 0x04;

  /** z/OS shows this for work without a goal. */
  public static final double DISCRETIONARY_PI = 0.81;

  private static final int[] BOUND_PERCENT = {
    50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 200, 400
  };

  /** Upper bound of a bucket in percent of the goal; the last one has none, and is 550. */
  public static int boundPercent(int bucket) {
    return bucket < BOUND_PERCENT.length ? BOUND_PERCENT[bucket] : 550;
  }

  /** In words. */
  public String text() {
    return switch (kind) {
      case PERCENTILE -> percentile + "% < " + millis(value);
      case AVERAGE -> "avg < " + millis(value);
      case VELOCITY -> "velocity " + value;
      case DISCRETIONARY -> "discretionary";
      case THROUGHPUT -> String.format(Locale.ROOT, "%.3f/s", value / 1000.0);
      default -> "none";
    };
  }

  private static String millis(long value) {
    return value % 1000 == 0 && value > 0 ? value / 1000 + "s" : value + "ms";
  }

  /**
   * The performance index of some time, from its summed counters, by the rules of z/OS: for a
   * percentile the upper bound of the bucket in which it falls. Negative if there is nothing to
   * tell it from.
   */
  public double index(Counters c) {
    return switch (kind) {
      case PERCENTILE -> bucketIndex(c);
      case AVERAGE -> c.meanSeconds() < 0 || value == 0 ? -1 : c.meanSeconds() * 1000 / value;
      case VELOCITY -> c.velocity() < 0 ? -1 : value / Math.max(1, Math.floor(c.velocity()));
      case DISCRETIONARY -> DISCRETIONARY_PI;
      case THROUGHPUT -> c.ended() == 0 ? -1 : value / 1000.0 * c.seconds() / c.ended();
      default -> -1;
    };
  }

  private double bucketIndex(Counters c) {
    List<Long> buckets = c.buckets();
    long all = c.distributed();
    if (all == 0) {
      return -1;
    }
    double need = percentile / 100.0 * all;
    long seen = 0;
    for (int i = 0; i < buckets.size(); i++) {
      seen += buckets.get(i);
      if (seen >= need) {
        return boundPercent(i) / 100.0;
      }
    }
    return boundPercent(buckets.size()) / 100.0;
  }

  /** What was achieved in the words of the goal; {@code -} if nothing is known. */
  public String achieved(Counters c) {
    return switch (kind) {
      case PERCENTILE -> withinGoal(c);
      case AVERAGE ->
          c.meanSeconds() < 0 ? "-" : String.format(Locale.ROOT, "%.1fms", c.meanSeconds() * 1000);
      case VELOCITY -> c.velocity() < 0 ? "-" : "v" + (int) c.velocity();
      case THROUGHPUT ->
          c.seconds() <= 0 ? "-" : String.format(Locale.ROOT, "%.3f/s", c.ended() / c.seconds());
      default -> "-";
    };
  }

  private static String withinGoal(Counters c) {
    List<Long> buckets = c.buckets();
    long all = c.distributed();
    if (all == 0) {
      return "-";
    }
    long within = 0;
    for (int i = 0; i < buckets.size() && boundPercent(i) <= 100; i++) {
      within += buckets.get(i);
    }
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * within / all);
  }
}
