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
  private static final long NANOS_PER_MILLI = 1_000_000;

  private long anchorNanos;
  private long anchorWallMillis;
  private long anchorIntervalNanos;
  private long suspendedNanos;
  private boolean halfSpeed;

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
        confirmations = 0;
      }
    } else {
      confirmations = 0;
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

  /** By how many milliseconds the machine's clock is ahead and not yet believed; 0 for none. */
  boolean doubtsAJump() {
    return confirmations > 0;
  }
}
