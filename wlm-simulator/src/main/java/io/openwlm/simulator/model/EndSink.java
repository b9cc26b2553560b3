package io.openwlm.simulator.model;

/** Told of each job that ends, with the period (from 0) that it has reached. */
@FunctionalInterface
interface EndSink {
  void ended(Source source, int period, long arrivedNanos, long endedNanos);
}
