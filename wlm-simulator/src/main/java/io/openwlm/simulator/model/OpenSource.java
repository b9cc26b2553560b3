package io.openwlm.simulator.model;

import io.openwlm.simulator.machine.Dice;

/**
 * Jobs that arrive at a rate, whatever becomes of them. The rate may change at any time: what is
 * left of the wait for the next arrival passes faster or slower then, which is exact for
 * independent (Poisson) and for even arrivals.
 */
final class OpenSource extends Source {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int GAPS_AT_ONCE = 32;

  private final Dice arrivals;
  private final boolean poisson;
  private double perNano;

  /** Arrivals on average until the next one comes. */
  private double left;

  private long leftAtNanos;
  private long armed = -1;
  private final double[] gaps = new double[GAPS_AT_ONCE];
  private int nextGap = GAPS_AT_ONCE;

  OpenSource(
      FluidMachine machine,
      Place place,
      Needs needs,
      Dice arrivals,
      boolean poisson,
      double perSecond) {
    super(machine, place, needs);
    this.arrivals = arrivals;
    this.poisson = poisson;
    perNano = perSecond / NANOS_PER_SECOND;
  }

  @Override
  void start() {
    left = gap();
    leftAtNanos = machine.nowNanos();
    arm();
  }

  private double gap() {
    if (!poisson) {
      return 1;
    }
    if (nextGap == gaps.length) {
      arrivals.exponentials(gaps);
      nextGap = 0;
    }
    return gaps[nextGap++];
  }

  private void arm() {
    if (perNano <= 0) {
      armed = -1;
      return;
    }
    double wait = Math.min(left / perNano, 4e18);
    armed = machine.callAt(leftAtNanos + (long) Math.ceil(wait), number);
  }

  /**
   * @param perSecond arrivals, 0 or more
   */
  void setRate(double perSecond) {
    if (stopped) {
      return;
    }
    long now = machine.nowNanos();
    left = Math.max(0, left - perNano * (now - leftAtNanos));
    leftAtNanos = now;
    perNano = perSecond / NANOS_PER_SECOND;
    arm();
  }

  /** Arrivals per second now. */
  double perSecond() {
    return perNano * NANOS_PER_SECOND;
  }

  @Override
  void due(long tag) {
    if (tag != armed || stopped) {
      return;
    }
    leftAtNanos = machine.nowNanos();
    left = gap();
    arm();
    arrive();
  }

  @Override
  void ended() {}
}
