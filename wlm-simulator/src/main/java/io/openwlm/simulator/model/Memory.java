package io.openwlm.simulator.model;

import java.util.Arrays;

/**
 * Memory of the machine. A group without all of its working set works more slowly: a thread needs
 * {@code 1 + K m / (1 - m)} seconds for each second of CPU when the share {@code m} is missing, at
 * most {@link #MOST_SLOW}. Protected memory is given first, the rest in proportion to what is still
 * asked for. Memory moves at once.
 */
final class Memory {
  /** Steepness of the curve: with half of the working set, work takes three times as long. */
  static final double K = 2;

  static final double MOST_SLOW = 20;

  private final double total;
  private final long[] wanted;
  private final long[] low;
  private final double[] given;

  /**
   * @param total bytes; 0 = never short
   */
  Memory(int groups, long total) {
    this.total = total == 0 ? Double.POSITIVE_INFINITY : total;
    wanted = new long[groups];
    low = new long[groups];
    given = new double[groups];
  }

  /** The working set of a group in bytes. */
  void setWanted(int group, long bytes) {
    wanted[group] = bytes;
    divide();
  }

  /** Protected memory of a group in bytes. */
  void setLow(int group, long bytes) {
    low[group] = bytes;
    divide();
  }

  long low(int group) {
    return low[group];
  }

  long givenBytes(int group) {
    return (long) given[group];
  }

  /** Seconds for one second of CPU, 1 or more. */
  double slow(int group) {
    if (wanted[group] <= given[group]) {
      return 1;
    }
    double missing = 1 - given[group] / wanted[group];
    return Math.min(MOST_SLOW, 1 + K * missing / Math.max(1e-9, 1 - missing));
  }

  private void divide() {
    double all = Arrays.stream(wanted).sum();
    if (all <= total) {
      for (int i = 0; i < wanted.length; i++) {
        given[i] = wanted[i];
      }
      return;
    }
    double lows = 0;
    for (int i = 0; i < wanted.length; i++) {
      lows += Math.min(wanted[i], low[i]);
    }
    double kept = lows > total ? total / lows : 1;
    double left = total - lows * kept;
    for (int i = 0; i < wanted.length; i++) {
      double sure = Math.min(wanted[i], low[i]) * kept;
      given[i] =
          sure + (all > lows ? left * (wanted[i] - Math.min(wanted[i], low[i])) / (all - lows) : 0);
    }
  }
}
