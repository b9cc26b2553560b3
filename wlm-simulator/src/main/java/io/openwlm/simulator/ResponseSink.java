package io.openwlm.simulator;

/** Gets what a simulated service reports about its transactions. */
@FunctionalInterface
public interface ResponseSink {
  /** Forgets everything. */
  ResponseSink NONE = (serviceClass, responseNanos, count, inFlight, oldestNanos) -> {};

  /**
   * Called at least every 100 ms of virtual time for each class that has a service, with no lock
   * held.
   *
   * @param serviceClass class that the transactions belong to
   * @param responseNanos response times since the last call, the first {@code count} of them; the
   *     array is used again after the call
   * @param inFlight transactions that have arrived and not ended
   * @param oldestNanos age of the oldest of them; 0 without any
   */
  void report(
      String serviceClass, long[] responseNanos, int count, long inFlight, long oldestNanos);
}
