package io.openwlm.core.adaptive;

/**
 * How many times longer work takes than it runs, by how full its share of the machine is. Above the
 * cliff, where work comes faster than it can be done, the stretch keeps rising steeply instead of
 * being infinite, so that a move that nearly suffices is still better than none.
 */
final class Congestion {
  /** Utilisation from which on the queue does not end. */
  static final double CLIFF = 0.97;

  private static final double SLOPE_BEYOND = 40;

  private Congestion() {}

  /**
   * Work that arrives from outside, on {@code available} CPUs shared among it: mean waiting of
   * Sakasegawa's approximation of a queue with several servers.
   *
   * @param load CPUs that the work needs
   * @param available CPUs that it can have, above 0
   * @return 1 or more
   */
  static double ofArrivals(double load, double available) {
    double speed = Math.min(1, available);
    double servers = Math.max(1, available);
    double full = load / available;
    double bounded = Math.min(full, CLIFF);
    double waiting =
        Math.pow(bounded, Math.sqrt(2 * (servers + 1)) - 1) / (servers * (1 - bounded));
    double beyond = full > CLIFF ? 1 + SLOPE_BEYOND * (full - CLIFF) : 1;
    return (1 + waiting) / speed * beyond;
  }

  /**
   * Work that is always there.
   *
   * @param runnable threads that want to run
   * @param available CPUs that it can have, above 0
   * @return 1 or more
   */
  static double ofThreads(double runnable, double available) {
    return Math.max(1, runnable / available);
  }
}
