package io.openwlm.core.port;

/** Time. Read once per cycle; below that, time is a parameter. */
public interface Clock {
  /** Monotonic nanoseconds from an unspecified origin. */
  long nanoTime();

  /** Wall-clock milliseconds since 1970, for people. */
  long epochMillis();

  /** How long the machine slept since it started, while the monotonic clock stood; 0 if unknown. */
  default long suspendedNanos() {
    return 0;
  }
}
