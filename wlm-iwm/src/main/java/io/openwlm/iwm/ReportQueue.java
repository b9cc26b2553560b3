package io.openwlm.iwm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from 0 up on their way from any number of threads to one that takes them. Each platform
 * thread has a small ring of its own, found by its id, where putting needs no atomic instruction.
 * What does not fit, what is 2^32 or more, and what comes from virtual threads or from more threads
 * than there are rings, goes through a larger ring that all share. Every number put is taken
 * exactly once.
 *
 * <p>Nothing waits. A thread's first number may allocate its ring; after that, nothing allocates.
 */
final class ReportQueue {
  /** Full: the number was not put. */
  static final int REFUSED = -1;

  /** Put. */
  static final int PUT = 0;

  /** Put, and it is time to take some. */
  static final int PUT_HURRY = 1;

  /** At most so many threads have a ring of their own: 1 MiB in all. */
  static final int RINGS = 256;

  private static final VarHandle RING = MethodHandles.arrayElementVarHandle(OwnedRing[].class);
  private static final int MASK = RINGS - 1;

  /** Places looked at for a thread's ring, from the one that its id names. */
  private static final int PROBES = 4;

  private static final int SHARED_SLOTS = 16_384;

  private final @Nullable OwnedRing[] rings = new OwnedRing[RINGS];
  private final LongRing shared = new LongRing(SHARED_SLOTS);

  /** Where taking goes on: a ring of a thread, or {@link #RINGS} for the shared one. */
  private int cursor;

  /**
   * Puts a number.
   *
   * @param value a negative one counts as 0
   * @return {@link #PUT}, {@link #PUT_HURRY} or {@link #REFUSED}
   */
  int put(long value) {
    Thread thread = Thread.currentThread();
    // A plain read: only a ring that this thread claimed itself can name it as the owner.
    OwnedRing ring = rings[(int) thread.threadId() & MASK];
    if (ring != null && ring.isOwnedBy(thread) && ring.put(value)) {
      return PUT;
    }
    return putElsewhere(thread, Math.max(0, value));
  }

  private int putElsewhere(Thread thread, long number) {
    if (!thread.isVirtual()) {
      int home = (int) thread.threadId();
      for (int i = 0; i < PROBES; i++) {
        OwnedRing ring = ring((home + i) & MASK);
        if (ring != null && ring.isOwnedBy(thread)) {
          return ring.put(number) ? PUT : putShared(number);
        }
      }
      for (int i = 0; i < PROBES; i++) {
        if (claim((home + i) & MASK, thread)) {
          return putElsewhere(thread, number);
        }
      }
    }
    return putShared(number);
  }

  private boolean claim(int place, Thread thread) {
    OwnedRing ring = ring(place);
    return ring == null
        ? RING.compareAndSet(rings, place, null, new OwnedRing(thread))
        : ring.claim(thread);
  }

  private @Nullable OwnedRing ring(int place) {
    return (OwnedRing) RING.getAcquire(rings, place);
  }

  private int putShared(long number) {
    long at = shared.put(number);
    if (at < 0) {
      return REFUSED;
    }
    return (at & (SHARED_SLOTS / 2 - 1)) == SHARED_SLOTS / 2 - 1 ? PUT_HURRY : PUT;
  }

  /** Takes the next number; negative if none was found anywhere. By one thread only. */
  long take() {
    // Once round all places, and back to the first, which may have been looked at long ago.
    for (int looks = 0; looks <= RINGS + 1; looks++) {
      OwnedRing ring = cursor == RINGS ? null : ring(cursor);
      long value = cursor == RINGS ? shared.take() : ring == null ? -1 : ring.take();
      if (value >= 0) {
        return value;
      }
      if (ring != null) {
        ring.freeIfAbandoned();
      }
      next();
    }
    return -1;
  }

  private void next() {
    cursor = cursor == RINGS ? 0 : cursor + 1;
    OwnedRing ring = cursor == RINGS ? null : ring(cursor);
    if (ring != null) {
      ring.look();
    }
  }

  /** Numbers that wait; exact if nobody puts. By the taker, or when it has ended. */
  long size() {
    long size = shared.size();
    for (int i = 0; i < RINGS; i++) {
      OwnedRing ring = ring(i);
      size += ring == null ? 0 : ring.size();
    }
    return size;
  }
}
