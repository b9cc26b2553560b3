package io.openwlm.app.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The CPU work of one request: a fixed number of rounds of SHA-256 over a buffer. Each instance
 * belongs to one thread.
 */
final class RequestWork {
  private static final int BUFFER_BYTES = 1024;
  private static final int CHUNK_ROUNDS = 64;
  private static final long WARM_UP_NANOS = 400_000_000L;
  private static final long MEASURE_NANOS = 200_000_000L;
  private static final int MEASUREMENTS = 3;

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final MessageDigest digest;

  RequestWork() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Uses the CPU for a number of rounds; the result keeps the work from being removed. */
  int run(int rounds) {
    for (int i = 0; i < rounds; i++) {
      digest.update(buffer);
    }
    byte[] hash = digest.digest();
    buffer[0] = hash[0];
    return hash[0];
  }

  /**
   * How many rounds use {@code cpuNanos} of this thread's CPU time, at least 1. CPU time, not wall
   * time: other work on the machine does not change the answer much. The fastest of a few
   * measurements counts, because disturbance only ever makes them slower.
   */
  static int calibrate(long cpuNanos) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    RequestWork work = new RequestWork();
    runFor(work, threads, WARM_UP_NANOS);
    double best = 0;
    for (int i = 0; i < MEASUREMENTS; i++) {
      best = Math.max(best, runFor(work, threads, MEASURE_NANOS));
    }
    return Math.clamp(Math.round(best * cpuNanos), 1, Integer.MAX_VALUE);
  }

  /** Rounds for each nanosecond of CPU time. */
  private static double runFor(RequestWork work, ThreadMXBean threads, long nanos) {
    long start = threads.getCurrentThreadCpuTime();
    long rounds = 0;
    long used;
    do {
      work.run(CHUNK_ROUNDS);
      rounds += CHUNK_ROUNDS;
      used = threads.getCurrentThreadCpuTime() - start;
    } while (used < nanos);
    return (double) rounds / used;
  }
}
