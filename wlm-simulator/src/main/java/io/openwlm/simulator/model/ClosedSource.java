package io.openwlm.simulator.model;

import io.openwlm.simulator.machine.Dice;

/**
 * Users who ask, wait for the answer, think, and ask again; or jobs that follow one another with a
 * pause. There are never more jobs than users.
 */
final class ClosedSource extends Source {
  private final Cycle cycle;
  private final Dice thinking;

  /**
   * What a user does between two jobs.
   *
   * @param thinkNanos from an end to the next arrival
   * @param random true: exponentially distributed, and the users start one after another
   */
  record Cycle(int users, long thinkNanos, boolean random) {}

  ClosedSource(FluidMachine machine, Place place, Needs needs, Cycle cycle, Dice thinking) {
    super(machine, place, needs);
    this.cycle = cycle;
    this.thinking = thinking;
  }

  @Override
  void start() {
    for (int i = 0; i < cycle.users; i++) {
      if (cycle.random) {
        think();
      } else {
        arrive();
      }
    }
  }

  private void think() {
    long wait = cycle.random ? (long) thinking.exponential(cycle.thinkNanos) : cycle.thinkNanos;
    if (wait == 0) {
      arrive();
    } else {
      machine.callAt(machine.nowNanos() + wait, number);
    }
  }

  @Override
  void due(long tag) {
    if (!stopped) {
      arrive();
    }
  }

  @Override
  void ended() {
    think();
  }
}
