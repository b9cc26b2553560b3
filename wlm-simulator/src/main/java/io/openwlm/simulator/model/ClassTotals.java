package io.openwlm.simulator.model;

import io.openwlm.model.measurement.VelocitySamples;

/** Totals of one class: sums over its groups since the start. In nanoseconds unless named. */
final class ClassTotals {
  double usage;
  double cpuWait;
  double heldBack;
  double memoryWait;
  double ioPresent;

  /** Jobs waiting for a thread; {@link #read} leaves it at 0. */
  double queueWait;

  double cpuSome;
  double memorySome;
  double ioSome;
  long ioOperations;
  long memoryBytes;

  /** Reads the totals of some groups; the machine must be settled. */
  void read(FluidMachine machine, int[] leaves) {
    clear();
    for (int leaf : leaves) {
      Station cpu = machine.cpu.station(leaf);
      Station io = machine.io.station(leaf);
      usage += cpu.busyNanos;
      cpuWait += cpu.waitingNanos;
      heldBack += cpu.heldBackNanos;
      memoryWait += cpu.stalledNanos;
      cpuSome += cpu.someWaitingNanos;
      memorySome += cpu.someStalledNanos;
      ioPresent += io.presentNanos;
      ioSome += io.somePresentNanos;
      ioOperations += machine.ioOperations[leaf];
      memoryBytes += machine.memory.givenBytes(leaf);
    }
  }

  private void clear() {
    usage = 0;
    cpuWait = 0;
    heldBack = 0;
    memoryWait = 0;
    ioPresent = 0;
    queueWait = 0;
    cpuSome = 0;
    memorySome = 0;
    ioSome = 0;
    ioOperations = 0;
    memoryBytes = 0;
  }

  /** Time that work ran on CPUs. */
  double using() {
    return usage;
  }

  /** Time that work waited for what counts in velocity; in queues, if {@link #queueWait} is set. */
  double delay(VelocitySamples counting) {
    double cpu = counting.cap() ? cpuWait : Math.max(0, cpuWait - heldBack);
    return cpu + memoryWait + (counting.io() ? ioPresent : 0) + queueWait;
  }
}
