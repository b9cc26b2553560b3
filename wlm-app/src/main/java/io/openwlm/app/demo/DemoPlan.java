package io.openwlm.app.demo;

/**
 * The timeline of a demo and the loads in it. All three runs get the same loads from the same seed.
 * Requests come at one rate before, in and after the flood: the flood is batch and nothing else.
 *
 * @param cpus CPUs of this machine; all loads grow with them
 * @param beforeSeconds calm time before the flood
 * @param compareFloodSeconds length of the flood in the runs without OpenWLM
 * @param floodSeconds length of the flood in the controlled run
 * @param endSeconds time after the flood in the controlled run, for giving back
 */
public record DemoPlan(
    long seed,
    int cpus,
    int beforeSeconds,
    int compareFloodSeconds,
    int floodSeconds,
    int endSeconds) {
  /** Shortest demo that has enough windows of a second to say anything. */
  public static final int MIN_SECONDS = 50;

  /** The service's log of a longer one would not fit into a small heap. */
  public static final int MAX_SECONDS = 600;

  public static final int DEFAULT_SECONDS = 60;

  /** Quiet time at the start of each run: few requests; the daemon takes its first weights. */
  static final int QUIET_SECONDS = 3;

  static final int GOAL_PERCENTILE = 90;
  static final long GOAL_NANOS = 80_000_000L;

  /** CPU time of one request. */
  static final long REQUEST_CPU_NANOS = 2_000_000L;

  /** Seconds from the start of the flood after which control had time to act. */
  static final int SETTLE_SECONDS = 6;

  /** Start-up of three services and one daemon. */
  private static final int START_SECONDS = 6;

  private static final double RATE_PER_CPU = 200;
  private static final double QUIET_SHARE = 0.26;
  private static final int WORKERS_PER_CPU = 8;
  private static final int BURNERS_PER_CPU = 12;

  /**
   * @param seconds length of the whole demo, {@link #MIN_SECONDS} to {@link #MAX_SECONDS}
   * @param cpus at least 1
   */
  public static DemoPlan of(int seconds, long seed, int cpus) {
    if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "the demo takes "
              + MIN_SECONDS
              + " to "
              + MAX_SECONDS
              + " seconds, not "
              + seconds
              + (seconds < MIN_SECONDS ? ": a flood must last until a recovery can be seen" : ""));
    }
    int useful = seconds - START_SECONDS - 3 * QUIET_SECONDS;
    int before = Math.max(3, useful / 12);
    int compare = Math.max(8, useful / 6);
    int end = Math.max(4, useful / 9);
    int flood = Math.max(10, useful - 3 * before - 2 * compare - end);
    return new DemoPlan(seed, cpus, before, compare, flood, end);
  }

  /** Requests a second from {@code before} on. */
  double ratePerSecond() {
    return RATE_PER_CPU * cpus;
  }

  /** Requests a second in the quiet time. */
  double quietRatePerSecond() {
    return ratePerSecond() * QUIET_SHARE;
  }

  /** Requests that the service can work on at the same time. */
  int workers() {
    return WORKERS_PER_CPU * cpus;
  }

  /** Batch processes of the flood. */
  int burners() {
    return BURNERS_PER_CPU * cpus;
  }

  /** Batch processes that always run, each busy about half of the time. */
  int calmBatch() {
    return Math.max(1, cpus / 2);
  }

  /** Build loops, all the time. */
  int builds() {
    return cpus;
  }
}
