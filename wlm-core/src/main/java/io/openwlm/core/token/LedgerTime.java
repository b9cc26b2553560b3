package io.openwlm.core.token;

/**
 * The ledger's two clocks. The one for intervals follows the monotonic clock. The wall clock never
 * goes back and decides about window edges only: between ticks it runs with the monotonic clock; at
 * a tick it follows the machine's.
 *
 * <ul>
 *   <li>The machine's clock was set back: the ledger's goes on at half speed until it is caught up,
 *       so that windows get longer and none comes twice.
 *   <li>It was set forward: the ledger's follows when the jump has been there for {@link
 *       #CONFIRM_NANOS} and {@link #CONFIRM_TICKS} ticks. A time that the machine slept needs no
 *       confirmation.
 * </ul>
 */
final class LedgerTime {
  /** A difference up to this is no step. */
  static final long TOLERANCE_MILLIS = 2_000;

  static final long CONFIRM_NANOS = 30_000_000_000L;
  static final int CONFIRM_TICKS = 3;

  /** A restart that takes no longer needs no confirmation. */
  static final long RESTART_MILLIS = 60_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private long anchorNanos;
  private long anchorWallMillis;
  private long anchorIntervalNanos;
  private long suspendedNanos;
  private boolean halfSpeed;

  /** The first jump is the time that the daemon was down: it passed for intervals as well. */
  private boolean wasDown;

  private long wallMillis;
  private long intervalNanos;

  private int confirmations;
  private long jumpSinceNanos;
  private long jumpOffsetMillis;

  /**
   * @param wallMillis where the ledger's wall clock starts
   * @param intervalNanos where its clock for intervals starts, 0 or more
   */
  LedgerTime(long nowNanos, long suspendedNanos, long wallMillis, long intervalNanos) {
    anchorNanos = nowNanos;
    this.suspendedNanos = suspendedNanos;
    anchorWallMillis = wallMillis;
    anchorIntervalNanos = intervalNanos;
    this.wallMillis = wallMillis;
    this.intervalNanos = intervalNanos;
  }

  /** Milliseconds since 1970 for window edges, as of the last {@link #advance}. */
  long wallMillis() {
    return wallMillis;
  }

  /** Nanoseconds since the ledger began, as of the last {@link #advance}. */
  long intervalNanos() {
    return intervalNanos;
  }

  /** Moves both clocks with the monotonic one; a reading from before the last one moves nothing. */
  void advance(long nowNanos) {
    long elapsed = nowNanos - anchorNanos;
    long interval = anchorIntervalNanos + elapsed;
    if (interval > intervalNanos) {
      intervalNanos = interval;
      long moved = halfSpeed ? elapsed / 2 : elapsed;
      wallMillis = Math.max(wallMillis, anchorWallMillis + moved / NANOS_PER_MILLI);
    }
  }

  /** Both clocks as they were when a record was written; they never go back. */
  void replay(long wall, long interval) {
    wallMillis = Math.max(wallMillis, wall);
    intervalNanos = Math.max(intervalNanos, interval);
  }

  /**
   * Goes on after a replay. The time in between is believed if it is short; a longer one must be
   * confirmed like every jump.
   */
  void resume(long nowNanos, long suspendedNow, long machineMillis) {
    long gap = machineMillis - wallMillis;
    if (gap > 0 && gap <= RESTART_MILLIS) {
      wallMillis = machineMillis;
      intervalNanos += gap * NANOS_PER_MILLI;
    } else {
      wasDown = gap > 0;
    }
    halfSpeed = -gap > TOLERANCE_MILLIS;
    suspendedNanos = suspendedNow;
    anchorNanos = nowNanos;
    anchorWallMillis = wallMillis;
    anchorIntervalNanos = intervalNanos;
  }

  /**
   * Compares with the machine's wall clock.
   *
   * @return by how many milliseconds it has just followed a jump forward; 0 for none
   */
  long tick(long nowNanos, long suspendedNow, long machineMillis) {
    advance(nowNanos);
    long slept = Math.max(0, suspendedNow - suspendedNanos);
    suspendedNanos = suspendedNow;
    intervalNanos += slept;
    long gap = machineMillis - wallMillis;
    long unexplained = gap - slept / NANOS_PER_MILLI;
    long jumped = 0;
    if (unexplained > TOLERANCE_MILLIS) {
      wallMillis += slept / NANOS_PER_MILLI;
      if (confirmed(nowNanos, machineMillis)) {
        jumped = machineMillis - wallMillis;
        wallMillis = machineMillis;
        intervalNanos += wasDown ? jumped * NANOS_PER_MILLI : 0;
        wasDown = false;
        confirmations = 0;
      }
    } else {
      confirmations = 0;
      wasDown = false;
      wallMillis = Math.max(wallMillis, machineMillis);
    }
    halfSpeed = wallMillis - machineMillis > TOLERANCE_MILLIS;
    anchorNanos = nowNanos;
    anchorWallMillis = wallMillis;
    anchorIntervalNanos = intervalNanos;
    return jumped;
  }

  private boolean confirmed(long nowNanos, long machineMillis) {
    long offset = machineMillis - nowNanos / NANOS_PER_MILLI;
    if (confirmations == 0 || Math.abs(offset - jumpOffsetMillis) > TOLERANCE_MILLIS) {
      confirmations = 0;
      jumpSinceNanos = nowNanos;
      jumpOffsetMillis = offset;
    }
    confirmations++;
    return confirmations > CONFIRM_TICKS && nowNanos - jumpSinceNanos >= CONFIRM_NANOS;
  }

  /** True while the machine's clock jumped forward and is not yet believed. */
  boolean doubtsAJump() {
    return confirmations > 0;
  }
}
