package io.openwlm.simulator.machine;

/** How single demands lie around their mean. */
public sealed interface DemandShape {
  DemandShape EXPONENTIAL = new Exponential();
  DemandShape FIXED = new Fixed();

  /** One demand. */
  double draw(Dice dice, long mean);

  /** No memory: many small ones, few large ones. */
  record Exponential() implements DemandShape {
    @Override
    public double draw(Dice dice, long mean) {
      return dice.exponential(mean);
    }
  }

  /** Always the mean. */
  record Fixed() implements DemandShape {
    @Override
    public double draw(Dice dice, long mean) {
      return (double) mean;
    }
  }

  /**
   * Lognormal.
   *
   * @param variation standard deviation over mean, above 0
   */
  record LogNormal(double variation) implements DemandShape {
    @Override
    public double draw(Dice dice, long mean) {
      double variance = StrictMath.log(1 + variation * variation);
      return mean * StrictMath.exp(dice.normal() * StrictMath.sqrt(variance) - variance / 2);
    }
  }

  /**
   * Bounded Pareto: a heavy tail. The largest is {@link #WIDTH} times the smallest.
   *
   * @param tail exponent above 1, at most 10; the nearer to 1 the heavier
   */
  record Pareto(double tail) implements DemandShape {
    public static final double WIDTH = 10_000;

    @Override
    public double draw(Dice dice, long mean) {
      double cut = 1 - StrictMath.pow(WIDTH, -tail);
      double relative = StrictMath.pow(1 - dice.uniform() * cut, -1 / tail);
      return relative * mean / meanOverSmallest();
    }

    private double meanOverSmallest() {
      double cut = 1 - StrictMath.pow(WIDTH, -tail);
      return tail / (tail - 1) * (1 - StrictMath.pow(WIDTH, 1 - tail)) / cut;
    }
  }
}
