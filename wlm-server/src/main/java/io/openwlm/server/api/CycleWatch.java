package io.openwlm.server.api;

import io.openwlm.model.status.ManagerStatus;
import java.util.function.LongSupplier;

/**
 * How long ago the manager published its last picture, by this process's monotonic clock: also
 * right when the manager's own clock is simulated.
 */
public final class CycleWatch {
  private static final long LEAST_NANOS = 3_000_000_000L;

  private final LongSupplier nanos;
  private long picture = Long.MIN_VALUE;
  private long sinceNanos;

  public CycleWatch(LongSupplier nanos) {
    this.nanos = nanos;
    sinceNanos = nanos.getAsLong();
  }

  /** Notes the current picture. */
  public synchronized void see(ManagerStatus status) {
    if (status.atEpochMillis() != picture) {
      picture = status.atEpochMillis();
      sinceNanos = nanos.getAsLong();
    }
  }

  /** Age of the last picture. */
  public synchronized long ageNanos() {
    return Math.max(0, nanos.getAsLong() - sinceNanos);
  }

  /** True while a picture came within three intervals. */
  public boolean isAlive(ManagerStatus status) {
    return ageNanos() < Math.max(LEAST_NANOS, 3 * status.adjustmentMillis() * 1_000_000);
  }

  /** True if the next picture should have been there for half an interval, and a second. */
  public boolean isLate(ManagerStatus status) {
    return ageNanos() > status.adjustmentMillis() * 1_500_000 + 1_000_000_000;
  }
}
