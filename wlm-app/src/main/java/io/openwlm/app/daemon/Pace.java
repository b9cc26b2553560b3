package io.openwlm.app.daemon;

/** How time passes between two turns of the cycle. */
@FunctionalInterface
interface Pace {
  /**
   * Returns when {@code dueNanos} on the manager's clock has come, or earlier.
   *
   * @return false if time has ended: a simulation is over
   */
  boolean waitUntil(long dueNanos);
}
