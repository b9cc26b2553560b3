package io.openwlm.app.demo;

import io.openwlm.core.port.Clock;

/** A clock that begins at a full hour, and from a moment on runs faster than the machine's. */
final class FastClock implements Clock {
  private static final long HOUR_MILLIS = 3_600_000;

  private final long beganNanos = System.nanoTime();
  private final long beganMillis;
  private final double speed;
  private volatile long fastNanos = Long.MAX_VALUE;

  FastClock(double speed) {
    this.speed = speed;
    beganMillis = Math.ceilDiv(System.currentTimeMillis(), HOUR_MILLIS) * HOUR_MILLIS;
  }

  /** From now on it runs fast. */
  void run() {
    fastNanos = System.nanoTime() - beganNanos;
  }

  @Override
  public long nanoTime() {
    long real = System.nanoTime() - beganNanos;
    long slow = Math.min(real, fastNanos);
    return slow + (long) ((real - slow) * speed);
  }

  @Override
  public long epochMillis() {
    return beganMillis + nanoTime() / 1_000_000;
  }
}
