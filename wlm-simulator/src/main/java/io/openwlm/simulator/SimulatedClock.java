package io.openwlm.simulator;

import io.openwlm.core.port.Clock;

/**
 * The time of a simulated machine. It moves only when the run advances. Both readings start at
 * origins of their own, so that mixing them up shows.
 */
public final class SimulatedClock implements Clock {
  /** Monotonic time at the start of a run. */
  public static final long NANO_ORIGIN = 5_000_000_000_000L;

  /** Wall-clock time at the start of a run: 1 January 2026, 00:00 UTC. */
  public static final long EPOCH_ORIGIN_MILLIS = 1_767_225_600_000L;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private volatile long sinceStartNanos;

  SimulatedClock() {}

  void set(long nanos) {
    sinceStartNanos = nanos;
  }

  /** Virtual time since the run began. */
  public long sinceStartNanos() {
    return sinceStartNanos;
  }

  @Override
  public long nanoTime() {
    return NANO_ORIGIN + sinceStartNanos;
  }

  @Override
  public long epochMillis() {
    return EPOCH_ORIGIN_MILLIS + sinceStartNanos / NANOS_PER_MILLI;
  }
}
