package io.openwlm.simulator.machine;

/**
 * Seeded random numbers (SplitMix64). The same seed gives the same numbers on every Java: nothing
 * here depends on the platform's library.
 */
public final class Dice {
  private long state;

  public Dice(long seed) {
    state = seed;
  }

  /** A generator of its own for each name, so that one workload's draws never move another's. */
  public static Dice named(long seed, String name) {
    Dice mixed = new Dice(seed);
    return new Dice(mixed.next() ^ (name.hashCode() * 0x9E37_79B9_7F4A_7C15L));
  }

  private long next() {
    state += 0x9E37_79B9_7F4A_7C15L;
    long mixed = state;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** From 0 (included) to 1 (excluded). */
  public double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** Exponentially distributed with this mean. */
  public double exponential(long mean) {
    return -(double) mean * Logarithm.of(1 - uniform());
  }

  /**
   * Numbers as from {@code exponential(1)}, as many as there is room for: cheaper than one by one.
   */
  public void exponentials(double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = -Logarithm.of(1 - uniform());
    }
  }

  /** Normally distributed with mean 0 and deviation 1. */
  public double normal() {
    double length = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return length * StrictMath.cos(2 * Math.PI * uniform());
  }
}
