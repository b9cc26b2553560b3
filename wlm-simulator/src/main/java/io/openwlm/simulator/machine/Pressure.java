package io.openwlm.simulator.machine;

/**
 * Pressure stall information: how long some, and how long all work that wanted to run was waiting.
 * Totals never fall; averages follow every 2 s, as in the kernel.
 */
public final class Pressure {
  /** Time between two updates of the averages. */
  static final long AVERAGE_EVERY_NANOS = 2_000_000_000L;

  /** Windows of the averages, in seconds. */
  private static final double[] WINDOWS = {10, 60, 300};

  private final Line some = new Line();
  private final Line full = new Line();

  /** One of the two lines of a pressure file. */
  public static final class Line {
    private final double[] averages = new double[WINDOWS.length];
    private long totalNanos;
    private long averagedNanos;

    private void average() {
      double percent = 100.0 * (totalNanos - averagedNanos) / AVERAGE_EVERY_NANOS;
      averagedNanos = totalNanos;
      for (int i = 0; i < WINDOWS.length; i++) {
        double kept = StrictMath.exp(-AVERAGE_EVERY_NANOS / 1e9 / WINDOWS[i]);
        averages[i] = averages[i] * kept + percent * (1 - kept);
      }
    }

    /** Time stalled since the group was made. */
    public long totalNanos() {
      return totalNanos;
    }

    /** Percent of time stalled over 10 s (0), 60 s (1) or 300 s (2). */
    public double average(int window) {
      return averages[window];
    }
  }

  void add(int runnable, int running, long nanos) {
    if (runnable > running) {
      some.totalNanos += nanos;
      if (running == 0) {
        full.totalNanos += nanos;
      }
    }
  }

  void average() {
    some.average();
    full.average();
  }

  /** At least one thread waited. */
  public Line some() {
    return some;
  }

  /** At least one thread waited and none ran. */
  public Line full() {
    return full;
  }
}
