package io.openwlm.core.token;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is mostly taken for well under a microsecond. Who finds it taken stays away for a
 * while, in which the other goes on many times with all that it needs in its own CPU's cache:
 * handing over each time costs ten times the work. Of all who wait only the first looks whether it
 * is free. Meant for few threads at once; who meets one of the rare long sections (a snapshot)
 * sleeps until it is over.
 *
 * <p>To be used as {@code try (var _ = lock.acquire()) { ... }}; allocates nothing unless several
 * wait. A thread that has it must not acquire it again: it would wait for ever.
 */
final class BriefLock implements AutoCloseable {
  /** Pauses before a try, some tens of nanoseconds each: twice as many before the next. */
  private static final int FIRST_PAUSES = 64;

  private static final int MOST_PAUSES = 256;

  /** How long the first sleeps between later tries; Linux makes 50 us of it. */
  private static final long SLEEP_NANOS = 1;

  private final AtomicBoolean taken = new AtomicBoolean();
  private final ReentrantLock waiters = new ReentrantLock();

  /** Waits for the lock; to be given back by {@link #close}. */
  BriefLock acquire() {
    if (!taken.compareAndSet(false, true)) {
      waiters.lock();
      try {
        contend();
      } finally {
        waiters.unlock();
      }
    }
    return this;
  }

  private void contend() {
    for (int pauses = FIRST_PAUSES; pauses <= MOST_PAUSES; pauses *= 2) {
      for (int i = 0; i < pauses; i++) {
        Thread.onSpinWait();
      }
      if (taken.compareAndSet(false, true)) {
        return;
      }
    }
    boolean interrupted = false;
    do {
      LockSupport.parkNanos(SLEEP_NANOS);
      interrupted |= Thread.interrupted(); // else it would not sleep again
    } while (!taken.compareAndSet(false, true));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    taken.setRelease(false);
  }
}
