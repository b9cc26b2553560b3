package io.openwlm.simulator.model;

/** Told of each job that ends. */
@FunctionalInterface
interface EndSink {
  void ended(Source source, long arrivedNanos, long endedNanos);
}
