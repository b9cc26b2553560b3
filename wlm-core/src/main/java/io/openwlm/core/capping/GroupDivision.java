package io.openwlm.core.capping;

import java.util.List;

/**
 * Divides what a resource group may use among its classes as the kernel would divide a machine of
 * that size: by CPU weight among those who want it. So the weights, which goals and importance set,
 * decide inside the group as outside. What nobody wants is given out too, by weight, so that a
 * class that wakes up does not hit its limit at once.
 *
 * <p>Invariants: nobody gets less than {@link #LEAST_CPUS}, nor more than its own limit; together
 * they get no more than there is, unless that is less than the least for each.
 */
public final class GroupDivision {
  /** A hundredth of a CPU: the kernel takes no smaller limit. */
  public static final double LEAST_CPUS = 0.01;

  /**
   * Room above what a class uses, by importance 1 to 5 and for discretionary work: it does not come
   * evenly, and what is important is not to wait for its own limit.
   */
  private static final double[] ROOM = {2.5, 2, 1.5, 1.25, 1.25, 1.1};

  /** A class that does nothing now can begin with this part of the whole. */
  private static final double START_PART = 0.05;

  private static final int MAX_ROUNDS = 64;

  private GroupDivision() {}

  /**
   * One class.
   *
   * @param weight its CPU weight, above 0
   * @param needs CPUs that it should have, {@link #room} included, 0 or more
   * @param limit CPUs that it may have at most for other reasons; infinite for none
   */
  public record Member(double weight, double needs, double limit) {}

  /**
   * How many times of what it uses a class should be able to use.
   *
   * @param importance 1 to 5, 6 for discretionary work
   */
  public static double room(int importance) {
    return ROOM[importance - 1];
  }

  /**
   * @param capacity CPUs that the group may use, 0 or more
   * @return CPUs for each
   */
  public static double[] of(double capacity, List<Member> members) {
    int n = members.size();
    double[] needs = new double[n];
    double[] most = new double[n];
    double start = START_PART * capacity / Math.max(1, n);
    double left = capacity - n * LEAST_CPUS;
    double[] given = new double[n];
    for (int i = 0; i < n; i++) {
      Member m = members.get(i);
      most[i] = Math.max(0, m.limit - LEAST_CPUS);
      needs[i] = Math.min(most[i], Math.max(start, m.needs) - LEAST_CPUS);
      given[i] = LEAST_CPUS;
    }
    left -= fill(left, members, needs, given);
    for (int i = 0; i < n; i++) {
      most[i] -= given[i] - LEAST_CPUS;
    }
    fill(left, members, most, given);
    return given;
  }

  /** Water-filling by weight; returns what was given out. */
  private static double fill(
      double capacity, List<Member> members, double[] wants, double[] given) {
    double left = Math.max(0, capacity);
    double[] open = wants.clone();
    for (int round = 0; round < MAX_ROUNDS && left > 1e-9; round++) {
      double weights = 0;
      for (int i = 0; i < open.length; i++) {
        weights += open[i] > 0 ? members.get(i).weight : 0;
      }
      if (weights <= 0) {
        break;
      }
      double level = left / weights;
      boolean satisfied = false;
      for (int i = 0; i < open.length; i++) {
        if (open[i] > 0 && open[i] <= level * members.get(i).weight) {
          given[i] += open[i];
          left -= open[i];
          open[i] = 0;
          satisfied = true;
        }
      }
      if (!satisfied) {
        for (int i = 0; i < open.length; i++) {
          given[i] += open[i] > 0 ? level * members.get(i).weight : 0;
        }
        left = 0;
      }
    }
    return Math.max(0, capacity) - left;
  }
}
