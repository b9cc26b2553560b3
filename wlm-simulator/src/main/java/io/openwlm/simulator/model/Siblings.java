package io.openwlm.simulator.model;

/**
 * Leaves of one group without limits, that divide what the group has: the same result as dividing
 * level by level, to the last bit, for less time. Who gets all that it wants changes with every
 * second event and cannot be foreseen, so that nothing here branches on it: numbers are kept or
 * made 0 with masks.
 */
final class Siblings {
  private final int[] leaves;
  private final double[] openWants;
  private final double[] openWeights;

  /** Leaves that want more than they get. */
  final int[] shortLeaves;

  int shortCount;

  /** What the short leaves get together. */
  double room;

  /** Weight of the short leaves together. */
  double shortWeight;

  /** No other leaf wants more than this for each unit of weight. */
  double level;

  /**
   * @param leaves those that {@link #divide} serves, rising
   * @param nodes in the tree
   */
  Siblings(int[] leaves, int nodes) {
    this.leaves = leaves.clone();
    openWants = new double[leaves.length];
    openWeights = new double[leaves.length];
    shortLeaves = new int[nodes];
  }

  /**
   * Divides by weight; what one does not want goes to the others.
   *
   * @param weights by node, like {@code wants} and {@code shares}
   * @param shares what comes out
   * @return what all want together
   */
  double divide(double capacity, double[] wants, int[] weights, double[] shares) {
    double left = 0;
    double open = 0;
    for (int k = 0; k < leaves.length; k++) {
      int leaf = leaves[k];
      double want = wants[leaf];
      double weight = keep(weights[leaf], ~((Double.doubleToRawLongBits(want) - 1) >> 63));
      openWants[k] = want;
      openWeights[k] = weight;
      shares[leaf] = 0;
      left += want;
      open += weight;
    }
    left = left < capacity ? left : capacity;
    double openNow;
    do { // each round either ends or satisfies at least one
      openNow = open;
      double leftNow = left;
      for (int k = 0; k < leaves.length; k++) {
        double weight = openWeights[k];
        double want = openWants[k];
        long wantsMore = isNegative(leftNow * weight - want * openNow);
        shares[leaves[k]] += keep(want, ~wantsMore);
        left -= keep(want, ~wantsMore);
        open -= keep(weight, ~wantsMore);
        openWants[k] = keep(want, wantsMore);
        openWeights[k] = keep(weight, wantsMore);
      }
    } while (open != openNow && open > 0);
    if (open > 0) {
      double rest = left > 0 ? left : 0;
      for (int k = 0; k < leaves.length; k++) {
        shares[leaves[k]] += rest * openWeights[k] / open;
      }
    }
    double asked = 0;
    for (int k = leaves.length - 1; k >= 0; k--) {
      asked += wants[leaves[k]];
    }
    return asked;
  }

  /**
   * Finds out who divides what the others leave.
   *
   * @param among all children of one group; those that get less than they want are leaves
   */
  void findShort(int[] among, double[] wants, int[] weights, double[] shares) {
    int count = 0;
    double shortRoom = 0;
    double weightOfShort = 0;
    long highest = 0; // the bits of numbers that are not negative are in their order
    for (int leaf : among) {
      long isShort = isNegative(shares[leaf] - wants[leaf]);
      shortLeaves[count] = leaf;
      count -= (int) isShort;
      shortRoom += keep(shares[leaf], isShort);
      weightOfShort += keep(weights[leaf], isShort);
      long own = Double.doubleToRawLongBits(wants[leaf] / weights[leaf]);
      highest = Math.max(highest, own & ~isShort);
    }
    shortCount = count;
    room = shortRoom;
    shortWeight = weightOfShort;
    level = Double.longBitsToDouble(highest);
  }

  /** All bits set if a number is below 0, else none. */
  private static long isNegative(double number) {
    return Double.doubleToRawLongBits(number) >> 63;
  }

  /** A number if all bits of the mask are set, 0 if none is. */
  private static double keep(double number, long mask) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(number) & mask);
  }
}
