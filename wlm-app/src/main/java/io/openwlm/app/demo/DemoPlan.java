package io.openwlm.app.demo;

/**
 * The timeline of a demo and the loads in it. All three runs get the same loads from the same seed.
 *
 * @param beforeSeconds calm time before the flood
 * @param compareFloodSeconds length of the flood in the runs without control
 * @param floodSeconds length of the flood in the controlled run
 * @param endSeconds time after the flood in the controlled run, for giving back
 */
record DemoPlan(
    long seed, int beforeSeconds, int compareFloodSeconds, int floodSeconds, int endSeconds) {
  /** Shortest demo that has enough windows of a second to say anything. */
  static final int MIN_SECONDS = 40;

  static final int DEFAULT_SECONDS = 60;

  /** Start-up of three services and one daemon. */
  private static final int START_SECONDS = 8;

  static final int CALM_RATE = 250;
  static final int FLOOD_RATE = 400;
  static final int FLOOD_BURNERS = 24;
  static final int CALM_BUILDS = 2;
  static final int FLOOD_BUILDS = 4;
  static final int GOAL_PERCENTILE = 90;
  static final long GOAL_NANOS = 40_000_000L;

  /** Seconds from the start of the flood after which control had time to act. */
  static final int SETTLE_SECONDS = 6;

  static DemoPlan of(int seconds, long seed) {
    if (seconds < MIN_SECONDS || seconds > 3600) {
      throw new IllegalArgumentException(
          "the demo takes " + MIN_SECONDS + " to 3600 seconds, not " + seconds);
    }
    int useful = seconds - START_SECONDS;
    int before = Math.max(3, useful / 13);
    int compare = Math.max(8, useful * 2 / 13);
    int end = Math.max(5, useful * 2 / 13);
    int flood = Math.max(10, useful - 3 * before - 2 * compare - end);
    return new DemoPlan(seed, before, compare, flood, end);
  }
}
