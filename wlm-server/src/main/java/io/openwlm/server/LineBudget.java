package io.openwlm.server;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that long lines of all connections may take together; never given out twice. */
final class LineBudget {
  private final AtomicLong freeBytes;

  LineBudget(long bytes) {
    freeBytes = new AtomicLong(bytes);
  }

  /** Takes {@code bytes} if so many are free. */
  boolean take(long bytes) {
    long free = freeBytes.get();
    while (free >= bytes) {
      if (freeBytes.compareAndSet(free, free - bytes)) {
        return true;
      }
      free = freeBytes.get();
    }
    return false;
  }

  void giveBack(long bytes) {
    freeBytes.addAndGet(bytes);
  }
}
