package io.openwlm.app.daemon;

import io.openwlm.app.wiring.Assembly;
import io.openwlm.core.port.Clock;
import io.openwlm.server.metrics.CycleTimes;
import java.util.function.Consumer;

/**
 * Owns the cycle's thread: reads the clock once a turn, serves requests, runs what is due, waits. A
 * turn that fails is reported and the next one is tried; after {@value #MAX_FAILURES} in a row the
 * driver gives up, because a manager that cannot complete a cycle must not pretend to manage.
 */
final class CycleDriver implements Runnable {
  static final int MAX_FAILURES = 10;
  private static final long MAX_WAIT_NANOS = 100_000_000L;

  private final Assembly manager;
  private final Clock clock;
  private final Pace pace;
  private final Consumer<String> log;
  private final CycleTimes times;
  private volatile boolean stopping;
  private volatile boolean gaveUp;

  CycleDriver(Assembly manager, Clock clock, Pace pace, CycleTimes times, Consumer<String> log) {
    this.manager = manager;
    this.clock = clock;
    this.pace = pace;
    this.times = times;
    this.log = log;
  }

  @Override
  public void run() {
    int failures = 0;
    long next = Long.MIN_VALUE;
    while (!stopping) {
      long now = clock.nanoTime();
      long due = now + MAX_WAIT_NANOS;
      try {
        boolean isDue = next == Long.MIN_VALUE || now - next >= 0;
        long began = System.nanoTime(); // real time, also when the manager's time is simulated
        manager.operator().turn();
        manager.desk().serve(now, clock.epochMillis());
        next = manager.cycle().run(now, clock.epochMillis());
        if (isDue) {
          times.turned(System.nanoTime() - began, next - now, System.currentTimeMillis());
        }
        due = Math.min(due, next);
        failures = 0;
      } catch (RuntimeException e) {
        failures++;
        log.accept("WLM0310E a cycle failed (" + failures + " in a row): " + describe(e));
        if (failures == MAX_FAILURES) {
          log.accept("WLM0311E giving up; the kernel keeps the last values");
          gaveUp = true;
          return;
        }
      }
      if (!pace.waitUntil(due)) {
        return;
      }
    }
  }

  private static String describe(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e + (trace.length > 0 ? " at " + trace[0] : "");
  }

  /** Ends the loop after the turn that is under way. */
  void stop() {
    stopping = true;
  }

  boolean gaveUp() {
    return gaveUp;
  }
}
