package io.openwlm.simulator.model;

/**
 * A process with threads that take all CPU they get. With periods it ages as a whole: its threads
 * run equally fast, so each has the same part of the duration.
 */
final class SpinnerSource extends Source {
  private final int threads;

  SpinnerSource(FluidMachine machine, Place place, int threads) {
    super(machine, place.perThread(threads), null);
    this.threads = threads;
  }

  @Override
  void start() {
    if (periods.count() == 1) {
      machine.cpu.spin(periods.leaf(0), threads, machine.nowNanos());
      return;
    }
    for (int i = 0; i < threads; i++) {
      admit(Double.POSITIVE_INFINITY, 0, threads);
    }
  }

  @Override
  void due(long tag) {}

  @Override
  void ended() {}

  @Override
  int working(int period) {
    return periods.count() > 1 ? super.working(period) : stopped ? 0 : threads;
  }

  @Override
  void stop() {
    if (!stopped) {
      if (periods.count() == 1) {
        machine.cpu.spin(periods.leaf(0), -threads, machine.nowNanos());
      }
      super.stop();
    }
  }
}
