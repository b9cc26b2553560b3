package io.openwlm.iwm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from 0 up on their way from any number of threads to one that takes them. Each platform
 * thread has a small ring of its own, where putting needs no atomic instruction: the first thread
 * the one called home, which is found at once, the others one in a table, found by their ids. What
 * does not fit, what is 2^32 or more, and what comes from virtual threads or from more threads than
 * there are rings, goes through a larger ring that all share. Every number put is taken exactly
 * once.
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

  /** Places of the table; so many threads and one have a ring of their own: 1 MiB in all. */
  static final int RINGS = 256;

  /** The place of {@link #home}, after those that ids name. */
  private static final int HOME = RINGS;

  /** Where taking takes from {@link #shared}. */
  private static final int SHARED = RINGS + 1;

  private static final VarHandle RING = MethodHandles.arrayElementVarHandle(OwnedRing[].class);
  private static final int MASK = RINGS - 1;

  /** Places looked at for a thread's ring, from the one that its id names. */
  private static final int PROBES = 4;

  private static final int SHARED_SLOTS = 16_384;

  private final OwnedRing home = new OwnedRing(null);
  private final @Nullable OwnedRing[] rings = new OwnedRing[RINGS + 1];
  private final LongRing shared = new LongRing(SHARED_SLOTS);

  /** Where taking goes on: a ring of a thread, or {@link #SHARED}. */
  private int cursor;

  ReportQueue() {
    rings[HOME] = home;
  }

  /**
   * Puts a number.
   *
   * @param value a negative one counts as 0
   * @return {@link #PUT}, {@link #PUT_HURRY} or {@link #REFUSED}
   */
  int put(long value) {
    Thread thread = Thread.currentThread();
    OwnedRing ring = home;
    if (!ring.isOwnedBy(thread)) {
      // A plain read: only a ring that this thread claimed itself can name it as the owner.
      ring = rings[(int) thread.threadId() & MASK];
      if (ring == null || !ring.isOwnedBy(thread)) {
        return putElsewhere(thread, Math.max(0, value));
      }
    }
    return ring.put(value) ? PUT : putElsewhere(thread, Math.max(0, value));
  }

  private int putElsewhere(Thread thread, long number) {
    if (!thread.isVirtual()) {
      if (home.isOwnedBy(thread)) {
        return home.put(number) ? PUT : putShared(number);
      }
      int id = (int) thread.threadId();
      for (int i = 0; i < PROBES; i++) {
        OwnedRing ring = ring((id + i) & MASK);
        if (ring != null && ring.isOwnedBy(thread)) {
          return ring.put(number) ? PUT : putShared(number);
        }
      }
      if (home.claim(thread)) {
        return putElsewhere(thread, number);
      }
      for (int i = 0; i < PROBES; i++) {
        if (claim((id + i) & MASK, thread)) {
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
    for (int looks = 0; looks <= SHARED + 1; looks++) {
      OwnedRing ring = cursor == SHARED ? null : ring(cursor);
      long value = cursor == SHARED ? shared.take() : ring == null ? -1 : ring.take();
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
    cursor = cursor == SHARED ? 0 : cursor + 1;
    OwnedRing ring = cursor == SHARED ? null : ring(cursor);
    if (ring != null) {
      ring.look();
    }
  }

  /** Numbers that wait; exact if nobody puts. By the taker, or when it has ended. */
  long size() {
    long size = shared.size();
    for (int i = 0; i <= HOME; i++) {
      OwnedRing ring = ring(i);
      size += ring == null ? 0 : ring.size();
    }
    return size;
  }
}
