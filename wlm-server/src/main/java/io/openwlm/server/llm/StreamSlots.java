package io.openwlm.server.llm;

import java.util.concurrent.atomic.AtomicInteger;

/** How many requests are under way. The last quarter is kept for importance 1 and 2. */
final class StreamSlots {
  private static final int IMPORTANT = 2;

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  StreamSlots(int most) {
    this.most = most;
  }

  boolean enter(int importance) {
    int limit = importance <= IMPORTANT ? most : Math.max(1, most * 3 / 4);
    while (true) {
      int now = taken.get();
      if (now >= limit) {
        return false;
      }
      if (taken.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  void leave() {
    taken.decrementAndGet();
  }

  int taken() {
    return taken.get();
  }
}
