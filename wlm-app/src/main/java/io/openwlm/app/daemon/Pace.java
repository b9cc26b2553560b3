package io.openwlm.app.daemon;

/** How time passes between two turns of the cycle. */
@FunctionalInterface
interface Pace {
  /** Returns when {@code dueNanos} on the manager's clock has come, or earlier. */
  void waitUntil(long dueNanos) throws InterruptedException;
}
