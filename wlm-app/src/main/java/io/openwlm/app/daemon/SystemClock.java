package io.openwlm.app.daemon;

import io.openwlm.core.port.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The clocks of the JDK and the kernel; the only class that asks them for the manager. */
final class SystemClock implements Clock {
  /** Counts the time that the machine slept; the monotonic clock does not. */
  private static final Path UPTIME = Path.of("/proc/uptime");

  /** Less is how finely the kernel tells its uptime, and the time between two looks. */
  private static final long LEAST_SLEEP_NANOS = 1_000_000_000L;

  private long sleptNanos = Long.MIN_VALUE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long epochMillis() {
    return System.currentTimeMillis();
  }

  /** The kernel's uptime less the monotonic clock, from the first look on; 0 if it is not told. */
  @Override
  public synchronized long suspendedNanos() {
    try {
      String[] uptime = Files.readString(UPTIME).split(" ", 2);
      long now = Math.round(Double.parseDouble(uptime[0]) * 1e9) - System.nanoTime();
      if (sleptNanos == Long.MIN_VALUE || now - sleptNanos >= LEAST_SLEEP_NANOS) {
        sleptNanos = now;
      }
      return sleptNanos;
    } catch (IOException | NumberFormatException e) {
      return sleptNanos == Long.MIN_VALUE ? 0 : sleptNanos;
    }
  }
}
