package io.openwlm.model.measurement;

/**
 * Where the threads and transactions of a class spent their time, in nanoseconds of the interval;
 * two threads count twice. What is not seen is 0.
 *
 * @param usingNanos running
 * @param cpuDelayNanos ready and waiting for a CPU, own throttling subtracted
 * @param capDelayNanos held back by the class's own CPU limit
 * @param ioDelayNanos waiting for block I/O
 * @param memoryDelayNanos waiting for memory: reclaim, refaults, swap-in
 * @param queueDelayNanos transactions waiting for an initiator, server or enclave
 */
public record UsingDelay(
    long usingNanos,
    long cpuDelayNanos,
    long capDelayNanos,
    long ioDelayNanos,
    long memoryDelayNanos,
    long queueDelayNanos) {
  public static final UsingDelay NONE = new UsingDelay(0, 0, 0, 0, 0, 0);

  /** Running and waiting for a CPU only. */
  public static UsingDelay ofCpu(long usingNanos, long cpuDelayNanos, long capDelayNanos) {
    return new UsingDelay(usingNanos, cpuDelayNanos, capDelayNanos, 0, 0, 0);
  }

  /** All delays that a manager could shorten. */
  public long delayNanos() {
    return cpuDelayNanos + capDelayNanos + ioDelayNanos + memoryDelayNanos + queueDelayNanos;
  }

  /** Using and delays of work that a server has: all but what waits in queues. */
  public long servedNanos() {
    return usingNanos + delayNanos() - queueDelayNanos;
  }
}
