package io.openwlm.simulator.model;

import io.openwlm.simulator.machine.Dice;

/**
 * Users who ask, wait for the answer, think, and ask again; or jobs that follow one another with a
 * pause. There are never more jobs than users.
 */
final class ClosedSource extends Source {
  private final int users;
  private final long thinkNanos;
  private final boolean random;
  private final Dice thinking;

  /**
   * @param thinkNanos from an end to the next arrival
   * @param random true: exponentially distributed, and the users start one after another
   */
  ClosedSource(
      FluidMachine machine,
      Place place,
      Needs needs,
      int users,
      long thinkNanos,
      boolean random,
      Dice thinking) {
    super(machine, place, needs);
    this.users = users;
    this.thinkNanos = thinkNanos;
    this.random = random;
    this.thinking = thinking;
  }

  @Override
  void start() {
    for (int i = 0; i < users; i++) {
      if (random) {
        think();
      } else {
        arrive();
      }
    }
  }

  private void think() {
    long wait = random ? (long) thinking.exponential(thinkNanos) : thinkNanos;
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
