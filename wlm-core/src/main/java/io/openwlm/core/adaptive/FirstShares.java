package io.openwlm.core.adaptive;

import io.openwlm.core.adjust.ProportionalShares;
import io.openwlm.model.definition.Goal;
import java.util.ArrayList;
import java.util.List;

/**
 * First weights: they follow what each class needs for its goal, most important first, with more
 * room the more important the work is, so that a burst of less important work does not reach the
 * cliff of important work at once. Weights share work-conserving: room that is not used costs
 * nobody anything. Of a class that did nothing yet nothing is known: it keeps the weight it was
 * found with.
 */
final class FirstShares {
  /** Room by importance 1 to 5, and for discretionary work. */
  private static final double[] ROOM = {8, 5, 3, 2, 1.5, 1};

  /** Whatever is short, every class gets this part of its need. */
  private static final double LEAST = 0.02;

  /** Part of the goal that is used. */
  private static final double TARGET = 0.7;

  /** Less waiting than this is not asked for, whatever the goal. */
  private static final double LEAST_STRETCH = 1.15;

  /** What is assumed while too few transactions have ended. */
  private static final double USUAL_STRETCH = 2;

  private static final int BISECTIONS = 20;

  private final Picture picture;
  private final List<Integer> running;
  private final double cpus;
  private final double[] shares;

  private FirstShares(Picture picture, List<Integer> running) {
    this.picture = picture;
    this.running = running;
    cpus = running.isEmpty() ? picture.cpus : picture.capacity(running.getFirst());
    shares = new double[running.size()];
  }

  /** Of these classes those that used CPU, a list for each family. */
  static List<List<Integer>> families(Picture picture, List<Integer> usable) {
    List<List<Integer>> families = new ArrayList<>();
    for (int f = 0; f < picture.situation.families().count(); f++) {
      int family = f;
      families.add(
          usable.stream()
              .filter(i -> picture.family[i] == family)
              .filter(i -> picture.runnable[i] >= Picture.NO_USE_CPUS)
              .toList());
    }
    return families;
  }

  /**
   * @param running classes of one family on which the kernel lets us act, and that used CPU
   * @return their weights, the sum as it was unless minimums or maximums forbid it
   */
  static int[] of(Picture picture, List<Integer> running) {
    FirstShares first = new FirstShares(picture, running);
    first.share();
    int n = running.size();
    int[] mins = new int[n];
    int[] maxs = new int[n];
    int sum = 0;
    for (int k = 0; k < n; k++) {
      int i = running.get(k);
      mins[k] = picture.situation.serviceClass(i).weights().min();
      maxs[k] = picture.situation.serviceClass(i).weights().max();
      sum += (int) picture.weight[i];
    }
    return ProportionalShares.withinBounds(sum, first.shares, mins, maxs);
  }

  /** Gives each level of importance what it needs of what the more important ones leave. */
  private void share() {
    double left = cpus;
    for (int level = 1; level <= ROOM.length; level++) {
      double needed = 0;
      for (int i : running) {
        needed += picture.importance(i) == level ? need(i) : 0;
      }
      double granted = Math.clamp(left / Math.max(needed, 1e-9), LEAST, 1);
      for (int k = 0; k < shares.length; k++) {
        int i = running.get(k);
        if (picture.importance(i) == level) {
          double room = picture.endless[i] ? 1 : ROOM[level - 1];
          shares[k] = Math.max(1e-6, quick(i) * granted * room);
        }
      }
      left = Math.max(0, left - needed);
    }
  }

  /** CPUs that a class needs for its goal. */
  private double need(int i) {
    double all = Math.min(cpus, picture.load[i]);
    return switch (picture.goal(i)) {
      case Goal.VelocityGoal goal when picture.endless[i] ->
          Math.min(all, 1.1 * goal.velocity() / 100 * picture.runnable[i]);
      case Goal.ThroughputGoal goal when picture.nanosPerTransaction(i) > 0 ->
          Math.min(all, 1.4 * goal.perSecond() * picture.nanosPerTransaction(i) / 1e9);
      case Goal.VelocityGoal _,
          Goal.ThroughputGoal _,
          Goal.ResponseTimeGoal _,
          Goal.DiscretionaryGoal _,
          Goal.TokenBudgetGoal _ ->
          all;
    };
  }

  /** CPUs that must be there when work comes, for it to be done within the goal. */
  private double quick(int i) {
    double need = need(i);
    double allowed = picture.endless[i] ? 0 : allowedStretch(i);
    if (allowed == 0) {
      return need;
    }
    double stretch = Math.max(allowed, LEAST_STRETCH);
    double low = need;
    double high = cpus;
    for (int step = 0; step < BISECTIONS && low < high; step++) {
      double mid = (low + high) / 2;
      if (Congestion.ofArrivals(need, mid) <= stretch) {
        high = mid;
      } else {
        low = mid;
      }
    }
    return Math.max(need, high);
  }

  /** How many times longer work may take than it runs; 0 = as long as it likes. */
  private double allowedStretch(int i) {
    double service = picture.nanosPerTransaction(i);
    return switch (picture.goal(i)) {
      case Goal.VelocityGoal goal -> 100.0 / goal.velocity();
      case Goal.PercentileResponseTimeGoal goal ->
          service == 0
              ? USUAL_STRETCH
              : TARGET * goal.goalNanos() / service / -Math.log(1 - goal.percentile() / 100.0);
      case Goal.AverageResponseTimeGoal goal ->
          service == 0 ? USUAL_STRETCH : TARGET * goal.goalNanos() / service;
      case Goal.ThroughputGoal _, Goal.DiscretionaryGoal _, Goal.TokenBudgetGoal _ -> 0;
    };
  }
}
