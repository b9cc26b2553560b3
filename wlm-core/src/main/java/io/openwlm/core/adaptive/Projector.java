package io.openwlm.core.adaptive;

import io.openwlm.model.definition.Goal;
import java.util.Arrays;
import java.util.List;

/**
 * Projects the performance index of every class under other weights: shares from {@link
 * ShareSolver}, stretch from {@link Congestion}, anchored at what was measured and scaled by what
 * past projections were worth. Allocates nothing after construction.
 *
 * <p>A move changes what few classes can have; the index of all others stays as it was projected
 * last, so that only what a move touches is projected anew.
 */
final class Projector implements Projections {
  /** Work that needs more than this part of what it can have does not come to its goal. */
  private static final double FULL = 0.9;

  private static final double STILL_MISSED = 1.05;

  private final Picture picture;
  private final double[] trust;

  /** CPUs that each class needs and may have. */
  private final double[] load;

  private final ShareSolver solver;
  private final double[] share;
  private final double[] stretchNow;
  private final double[] shareNow;

  /** What {@link #projected} was computed from. */
  private final double[] availableBefore;

  private final double[] shareBefore;

  /** Projected performance index, after {@link #project}; not a number where there is none. */
  final double[] projected;

  private int evaluations;

  Projector(Picture picture, List<ClassMemory> memory) {
    this.picture = picture;
    int n = picture.size;
    trust = new double[n];
    load = new double[n];
    solver = picture.solver();
    share = new double[n];
    stretchNow = new double[n];
    shareNow = new double[n];
    projected = new double[n];
    availableBefore = new double[n];
    shareBefore = new double[n];
    Arrays.fill(availableBefore, Double.NaN); // equal to nothing
    Arrays.fill(projected, Double.NaN);
    for (int i = 0; i < n; i++) {
      trust[i] = memory.get(i).trust();
      load[i] = Math.min(picture.load[i], picture.groups.limit(i));
    }
    solver.solve(load, picture.weight, share);
    for (int i = 0; i < n; i++) {
      stretchNow[i] = stretch(i, picture.weight, available(i, picture.weight));
      shareNow[i] = share[i];
    }
  }

  @Override
  public void project(double[] weights) {
    evaluations++;
    solver.solve(load, weights, share);
    for (int i = 0; i < projected.length; i++) {
      double available = available(i, weights);
      if (available != availableBefore[i] || share[i] != shareBefore[i]) {
        availableBefore[i] = available;
        shareBefore[i] = share[i];
        projected[i] = Double.isNaN(picture.index[i]) ? Double.NaN : index(i, weights, available);
      }
    }
  }

  private double available(int i, double[] weights) {
    return Math.min(solver.available(i, weights, share), picture.groups.limit(i));
  }

  private double stretch(int i, double[] weights, double available) {
    if (weights[i] <= 0 || picture.load[i] <= 0) {
      return 1;
    }
    return picture.endless[i]
        ? Congestion.ofThreads(picture.runnable[i], Math.max(available, 1e-6))
        : Congestion.ofArrivals(picture.load[i], Math.max(available, 1e-6));
  }

  /** More work comes than can be done with some room: the queue would not end. */
  private boolean isFull(int i, double available) {
    return !picture.endless[i] && picture.load[i] > FULL * available;
  }

  private double index(int i, double[] weights, double available) {
    double now = picture.index[i];
    double ratio =
        switch (picture.goal(i)) {
          case Goal.DiscretionaryGoal _, Goal.TokenBudgetGoal _ -> 1;
          case Goal.ThroughputGoal _ ->
              shareNow[i] <= 0 || share[i] <= 0 ? 1 : shareNow[i] / share[i];
          case Goal.ResponseTimeGoal _, Goal.VelocityGoal _ ->
              1 + picture.cpuPart[i] * (stretch(i, weights, available) / stretchNow[i] - 1);
        };
    double changed = Math.max(ratio, 1e-6);
    double index = now * (trust[i] == 1 ? changed : Math.pow(changed, trust[i]));
    if (now > 1 && isFull(i, available)) {
      index = Math.max(index, STILL_MISSED);
    }
    return Projections.bounded(picture, i, index);
  }

  /** CPUs that all classes of its resource group get, after {@link #project}. */
  double groupShare(int i) {
    return picture.groups.sum(i, share);
  }

  /** CPUs that a class gets, after {@link #project}. */
  double share(int i) {
    return share[i];
  }

  /** CPUs that it gets with the weights there are. */
  double shareNow(int i) {
    return shareNow[i];
  }

  @Override
  public boolean compete(int i, int other) {
    return picture.areSiblings(i, other);
  }

  @Override
  public double capacity(int i) {
    return picture.capacity(i);
  }

  @Override
  public double projected(int i) {
    return projected[i];
  }

  @Override
  public int evaluations() {
    return evaluations;
  }
}
