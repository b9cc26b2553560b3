package io.openwlm.iwm;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Transactions that have begun and not ended, in a fixed number of slots. A token names a slot and
 * its generation, so a token used twice or too late does nothing. Nothing waits, nothing is
 * allocated.
 */
final class InFlight {
  /** No slot was free. Ending it does nothing. */
  static final long NO_TOKEN = 0;

  private static final long INDEX_MASK = 0xffff_ffffL;

  private final AtomicLongArray startNanos;

  /** Odd while the slot is in use. */
  private final AtomicIntegerArray generation;

  /** Index of the next free slot plus 1, for each free slot; 0 ends the list. */
  private final AtomicIntegerArray nextFree;

  /** First free slot plus 1 in the low half; the high half counts changes, against ABA. */
  private final AtomicLong freeHead = new AtomicLong();

  /** Slots never used yet begin here. */
  private final AtomicLong fresh = new AtomicLong();

  InFlight(int slots) {
    startNanos = new AtomicLongArray(slots);
    generation = new AtomicIntegerArray(slots);
    nextFree = new AtomicIntegerArray(slots);
  }

  /** Takes a slot. */
  long begin(long nowNanos) {
    int slot = takeFree();
    if (slot < 0) {
      slot = takeFresh();
      if (slot < 0) {
        return NO_TOKEN;
      }
    }
    startNanos.setRelease(slot, nowNanos);
    int odd = generation.getPlain(slot) + 1;
    generation.setRelease(slot, odd);
    return (long) odd << 32 | (slot + 1);
  }

  /**
   * Gives the slot back.
   *
   * @return time since the begin, at least 0; negative if the token is not in use
   */
  long end(long token, long nowNanos) {
    int slot = (int) (token & INDEX_MASK) - 1;
    int odd = (int) (token >>> 32);
    if (slot < 0 || slot >= generation.length() || (odd & 1) == 0) {
      return -1;
    }
    long start = startNanos.getAcquire(slot);
    if (!generation.compareAndSet(slot, odd, odd + 1)) {
      return -1;
    }
    giveFree(slot);
    return Math.max(0, nowNanos - start);
  }

  private int takeFree() {
    while (true) {
      long head = freeHead.get();
      int slot = (int) (head & INDEX_MASK) - 1;
      if (slot < 0) {
        return -1;
      }
      if (freeHead.compareAndSet(head, changed(head) | nextFree.get(slot))) {
        return slot;
      }
    }
  }

  private int takeFresh() {
    while (true) {
      long slot = fresh.get();
      if (slot >= generation.length()) {
        return -1;
      }
      if (fresh.compareAndSet(slot, slot + 1)) {
        return (int) slot;
      }
    }
  }

  private void giveFree(int slot) {
    long head;
    do {
      head = freeHead.get();
      nextFree.set(slot, (int) (head & INDEX_MASK));
    } while (!freeHead.compareAndSet(head, changed(head) | (slot + 1)));
  }

  private static long changed(long head) {
    return ((head >>> 32) + 1) << 32;
  }

  /** Slots ever used: the number of transactions in flight is never above it. */
  int used() {
    return (int) fresh.get();
  }

  /**
   * Start of the transaction in a slot.
   *
   * @param ifNone returned if the slot is free, or changes at this moment
   */
  long startNanos(int slot, long ifNone) {
    int before = generation.get(slot);
    long start = startNanos.getAcquire(slot);
    return (before & 1) == 1 && generation.get(slot) == before ? start : ifNone;
  }
}
