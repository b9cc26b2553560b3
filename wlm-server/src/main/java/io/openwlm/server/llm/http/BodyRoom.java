package io.openwlm.server.llm.http;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory all bodies together may take. */
final class BodyRoom {
  private final AtomicLong left;

  BodyRoom(long bytes) {
    left = new AtomicLong(bytes);
  }

  boolean take(long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }

  long left() {
    return left.get();
  }
}
