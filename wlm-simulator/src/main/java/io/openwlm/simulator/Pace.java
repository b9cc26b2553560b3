package io.openwlm.simulator;

import java.time.Duration;

/**
 * Keeps a run from being faster than real time allows, for people who watch. It reads the real
 * clock, but nothing of it ever gets into the run.
 */
final class Pace {
  private final double speed;
  private final long startedNanos = System.nanoTime();

  /**
   * @param speed virtual seconds in one real second, above 0
   */
  Pace(double speed) {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed must be above 0: " + speed);
    }
    this.speed = speed;
  }

  /** Sleeps until the virtual time is due; returns at once if the thread is interrupted. */
  void await(long virtualNanos) {
    long dueNanos = startedNanos + (long) ((double) virtualNanos / speed);
    long left = dueNanos - System.nanoTime();
    if (left <= 0) {
      return;
    }
    try {
      Thread.sleep(Duration.ofNanos(left));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
