package io.openwlm.server.llm.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends what takes too long. One thread looks at all of it a few times a second, so that a read or a
 * write costs no timer.
 */
public final class Deadlines implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  public Deadlines() {
    thread = Thread.ofPlatform().daemon().name("wlm-llm-deadlines").start(this::look);
  }

  /** What can take too long. */
  public interface Watched {
    /** {@link System#nanoTime} of the deadline; 0 for none. */
    long deadlineNanos();

    /** Ends it; may come more than once. */
    void expire();
  }

  public void add(Watched one) {
    watched.add(one);
  }

  public void remove(Watched one) {
    watched.remove(one);
  }

  /** A deadline so many milliseconds from now. */
  public static long in(long millis) {
    long at = System.nanoTime() + millis * 1_000_000;
    return at == 0 ? 1 : at;
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        long now = System.nanoTime();
        for (Watched one : watched) {
          long deadline = one.deadlineNanos();
          if (deadline != 0 && now - deadline > 0) {
            one.expire();
          }
        }
      }
    } catch (InterruptedException e) {
      for (Watched one : watched) {
        one.expire();
      }
    }
  }

  /** Ends everything that is watched. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
