package io.openwlm.iwm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of small numbers that one thread puts into, its owner, and one other takes from.
 * With a single writer nothing needs an atomic instruction: a number is written, then the position
 * is released. The positions lie in the same array as the numbers, those of the writer and that of
 * the taker in lines of their own, so that the two, and the rings of two threads, never share a
 * cache line whatever the garbage collector puts side by side.
 *
 * <p>The ring can be given to another owner once the old one has died and all was taken.
 */
final class OwnedRing {
  static final int CAPACITY = 1024;

  /** The largest number that can be put. */
  static final long MAX_VALUE = 0xffff_ffffL;

  private static final int MASK = CAPACITY - 1;
  private static final int PUT = 32;
  private static final int LIMIT = 33;
  private static final int TAKEN = 64;
  private static final int FIRST = 96;
  private static final int LINE = 32;

  private static final VarHandle DATA = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(OwnedRing.class, "owner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int[] data = new int[FIRST + CAPACITY + LINE];

  /** Changed by compare-and-set only; a plain read tells a thread whether it is the owner. */
  private @Nullable Thread owner;

  // of the taker only
  private int taken;
  private int seen;

  /**
   * @param owner the only thread that may put; null = none yet
   */
  OwnedRing(@Nullable Thread owner) {
    this.owner = owner;
    data[LIMIT] = CAPACITY;
  }

  /** A thread sees its own claim, and nobody else can make it; so no ordering is needed. */
  @SuppressWarnings("ReferenceEquality") // a subclass of Thread may have an equals of its own
  boolean isOwnedBy(Thread thread) {
    return owner == thread;
  }

  /** Makes the thread the owner if there is none. */
  boolean claim(Thread thread) {
    return OWNER.compareAndSet(this, null, thread);
  }

  /**
   * Puts a number; false if it is not between 0 and {@link #MAX_VALUE}, or if the queue is full. By
   * the owner only.
   */
  boolean put(long value) {
    int[] d = data;
    int at = d[PUT];
    if ((value & ~MAX_VALUE) != 0 || (at == d[LIMIT] && isFull(d, at))) {
      return false;
    }
    d[FIRST + (at & MASK)] = (int) value;
    DATA.setRelease(d, PUT, at + 1);
    return true;
  }

  private static boolean isFull(int[] d, int at) {
    int limit = (int) DATA.getAcquire(d, TAKEN) + CAPACITY;
    d[LIMIT] = limit;
    return at == limit;
  }

  /** Notes what is there to take, so that a busy owner cannot keep the taker for good. */
  void look() {
    seen = (int) DATA.getAcquire(data, PUT);
  }

  /**
   * Takes the next number that was there at the last look; negative if none is left, then the owner
   * has room again. By the taker only.
   */
  long take() {
    if (taken == seen) {
      DATA.setRelease(data, TAKEN, taken);
      return -1;
    }
    return data[FIRST + (taken++ & MASK)] & MAX_VALUE;
  }

  /** Lets another thread have the ring if its owner has died. By the taker only. */
  void freeIfAbandoned() {
    Thread now = (Thread) OWNER.getAcquire(this);
    // Whatever a dead thread has put is seen once it is seen dead.
    if (now != null && !now.isAlive() && size() == 0) {
      OWNER.setRelease(this, null);
    }
  }

  /** Numbers that wait. By the taker, or when nobody puts. */
  int size() {
    return (int) DATA.getAcquire(data, PUT) - taken;
  }
}
