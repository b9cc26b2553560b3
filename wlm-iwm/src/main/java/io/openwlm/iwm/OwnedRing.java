package io.openwlm.iwm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of numbers that one thread puts into, its owner, and one other takes from. With a
 * single writer nothing needs an atomic instruction: a number is written, then the position is
 * released. The positions lie in the same array as the numbers, those of the writer and that of the
 * taker in lines of their own, so that the two, and the rings of two threads, never share a cache
 * line whatever the garbage collector puts side by side.
 *
 * <p>The ring can be given to another owner once the old one has died and all was taken.
 */
final class OwnedRing {
  static final int CAPACITY = 1024;

  private static final int MASK = CAPACITY - 1;
  private static final int PUT = 16;
  private static final int LIMIT = 17;
  private static final int TAKEN = 32;
  private static final int FIRST = 48;
  private static final int LINE = 16;

  private static final VarHandle DATA = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(OwnedRing.class, "owner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long[] data = new long[FIRST + CAPACITY + LINE];

  /** Changed by compare-and-set only; a plain read tells a thread whether it is the owner. */
  private @Nullable Thread owner;

  // of the taker only
  private long taken;
  private long seen;

  /**
   * @param owner the only thread that may put
   */
  OwnedRing(Thread owner) {
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

  /** Puts a number; false if the queue is full. By the owner only. */
  boolean put(long value) {
    long[] d = data;
    long at = d[PUT];
    if (at >= d[LIMIT] && isFull(d, at)) {
      return false;
    }
    d[FIRST + ((int) at & MASK)] = value;
    DATA.setRelease(d, PUT, at + 1);
    return true;
  }

  private static boolean isFull(long[] d, long at) {
    long limit = (long) DATA.getAcquire(d, TAKEN) + CAPACITY;
    d[LIMIT] = limit;
    return at >= limit;
  }

  /** Notes what is there to take, so that a busy owner cannot keep the taker for good. */
  void look() {
    seen = (long) DATA.getAcquire(data, PUT);
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
    return data[FIRST + ((int) taken++ & MASK)];
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
  long size() {
    return (long) DATA.getAcquire(data, PUT) - taken;
  }
}
