package io.openwlm.simulator.model;

/** Threads that take all CPU they get. */
final class SpinnerSource extends Source {
  private final int threads;

  SpinnerSource(FluidMachine machine, Place place, int threads) {
    super(machine, place, null);
    this.threads = threads;
  }

  @Override
  void start() {
    machine.cpu.spin(leaf, threads, machine.nowNanos());
  }

  @Override
  void due(long tag) {}

  @Override
  void ended() {}

  @Override
  int working() {
    return stopped ? 0 : threads;
  }

  @Override
  void stop() {
    if (!stopped) {
      machine.cpu.spin(leaf, -threads, machine.nowNanos());
      super.stop();
    }
  }
}
