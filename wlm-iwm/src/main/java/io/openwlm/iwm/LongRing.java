package io.openwlm.iwm;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A bounded queue of numbers from 0 up: any thread puts, one thread takes. Nothing waits and
 * nothing is allocated; a full queue refuses. What was put is taken exactly once, in the order in
 * which places were given out.
 */
final class LongRing {
  private static final long EMPTY = 0;

  private final AtomicLongArray slots;
  private final int mask;
  private final AtomicLong put = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param capacity a power of two
   */
  LongRing(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity must be a power of two: " + capacity);
    }
    slots = new AtomicLongArray(capacity);
    mask = capacity - 1;
  }

  /**
   * Puts a number; a negative one counts as 0.
   *
   * @return its position, from 0 up; negative if the queue is full
   */
  long put(long value) {
    long at;
    do {
      at = put.get();
      if (at - taken.getAcquire() > mask) {
        return -1;
      }
    } while (!put.weakCompareAndSetVolatile(at, at + 1));
    slots.setRelease((int) at & mask, Math.clamp(value, 0, Long.MAX_VALUE - 1) + 1);
    return at;
  }

  /** Takes the next number; negative if there is none. */
  long take() {
    long at = taken.getPlain();
    int slot = (int) at & mask;
    long value = slots.getAcquire(slot);
    if (value == EMPTY) {
      return -1;
    }
    slots.setRelease(slot, EMPTY);
    taken.setRelease(at + 1);
    return value - 1;
  }

  boolean isEmpty() {
    return taken.get() == put.get();
  }

  /** Numbers that wait, or that are just being put. */
  long size() {
    return put.get() - taken.get();
  }

  int capacity() {
    return mask + 1;
  }
}
