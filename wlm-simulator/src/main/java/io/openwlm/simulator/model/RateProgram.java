package io.openwlm.simulator.model;

import io.openwlm.simulator.scenario.WorkloadSpec.LoadShape;

/**
 * Changes the rate of a source over time, in small steps: by the shape of its load, by ramps, and
 * when an event sets it. Depends on time only, so that arrivals are the same in every run.
 */
final class RateProgram {
  private static final long SMALLEST_STEP_NANOS = 100_000_000L;
  private static final int STEPS_OF_WAVE = 1440;
  private static final int STEPS_OF_RAMP = 200;
  private static final long NEVER = Long.MAX_VALUE;

  private final FluidMachine machine;
  private final OpenSource source;
  private final LoadShape shape;
  private final int timer;
  private long armed = -1;
  private double from;
  private double to;
  private long rampStartNanos;
  private long rampEndNanos;

  RateProgram(FluidMachine machine, OpenSource source, LoadShape shape, double perSecond) {
    this.machine = machine;
    this.source = source;
    this.shape = shape;
    from = perSecond;
    to = perSecond;
    timer = machine.register(this::due);
  }

  /** Begins; the source has started. */
  void start() {
    if (!(shape instanceof LoadShape.Steady)) {
      step();
    }
  }

  /** Another rate, reached evenly after a while; at once with 0. */
  void rampTo(double perSecond, long overNanos) {
    long now = machine.nowNanos();
    from = overNanos == 0 ? perSecond : base(now);
    to = perSecond;
    rampStartNanos = now;
    rampEndNanos = now + overNanos;
    step();
  }

  private void due(long tag) {
    if (tag == armed) {
      step();
    }
  }

  private void step() {
    if (source.stopped) {
      return;
    }
    long now = machine.nowNanos();
    source.setRate(rate(now));
    long next = Math.min(nextOfRamp(now), nextOfShape(now));
    armed = next == NEVER ? -1 : machine.callAt(next, timer);
  }

  private double base(long now) {
    if (now >= rampEndNanos) {
      return to;
    }
    double passed = (double) (now - rampStartNanos) / (rampEndNanos - rampStartNanos);
    return from + (to - from) * passed;
  }

  private double rate(long now) {
    return switch (shape) {
      case LoadShape.Steady _ -> base(now);
      case LoadShape.Wave wave -> {
        double turn = 2 * Math.PI * (now % wave.periodNanos()) / wave.periodNanos();
        double height = (1 - StrictMath.cos(turn)) / 2;
        yield base(now) * (wave.low() + (1 - wave.low()) * height);
      }
      case LoadShape.Bursts bursts -> isBurst(bursts, now) ? bursts.perSecond() : base(now);
    };
  }

  private static boolean isBurst(LoadShape.Bursts bursts, long now) {
    return now >= bursts.everyNanos() && now % bursts.everyNanos() < bursts.forNanos();
  }

  private long nextOfRamp(long now) {
    if (now >= rampEndNanos) {
      return NEVER;
    }
    long step = Math.max(SMALLEST_STEP_NANOS, (rampEndNanos - rampStartNanos) / STEPS_OF_RAMP);
    return Math.min(rampEndNanos, now + step);
  }

  private long nextOfShape(long now) {
    return switch (shape) {
      case LoadShape.Steady _ -> NEVER;
      case LoadShape.Wave wave ->
          now + Math.max(SMALLEST_STEP_NANOS, wave.periodNanos() / STEPS_OF_WAVE);
      case LoadShape.Bursts bursts -> {
        long begin = now - now % bursts.everyNanos();
        long end = begin + bursts.forNanos();
        yield isBurst(bursts, now) && end < begin + bursts.everyNanos()
            ? end
            : begin + bursts.everyNanos();
      }
    };
  }
}
