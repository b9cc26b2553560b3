package io.openwlm.core.adaptive;

import io.openwlm.core.capping.GroupDivision;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.ClassMeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Projects the performance index of the classes of one resource group that is at its maximum: they
 * divide its maximum by weight, as their CPU limits do. All others feel nothing, since the group as
 * a whole uses as much as before.
 */
final class GroupProjector implements Projections {
  private final Picture picture;
  private final int[] members;
  private final double capacity;

  /** CPUs needed by each member, the time that it is held back included. */
  private final double[] load;

  private final boolean[] endless;
  private final double[] part;
  private final double[] stretchNow;
  private final double[] given;
  private final double[] givenNow;
  private final double[] projected;
  private int evaluations;

  /**
   * @param receiver a class of the group
   */
  GroupProjector(Picture picture, List<ClassMemory> memory, int receiver) {
    this.picture = picture;
    int n = picture.size;
    members = IntStream.range(0, n).filter(i -> picture.groups.isSameGroup(receiver, i)).toArray();
    capacity = picture.groups.maximum(receiver);
    load = new double[n];
    endless = new boolean[n];
    part = new double[n];
    stretchNow = new double[n];
    given = new double[n];
    givenNow = new double[n];
    projected = picture.index.clone();
    for (int i : members) {
      ClassMeasurement m = picture.situation.measured(i);
      double threads = picture.runnable[i] + (double) m.capDelayNanos() / m.intervalNanos();
      double arriving = picture.arriving(i, memory.get(i));
      endless[i] = arriving <= 0 && threads > 1.3 * picture.used[i];
      load[i] = endless[i] ? threads : Math.max(picture.used[i], arriving);
      double all = picture.counted(i).servedNanos();
      part[i] = all <= 0 ? 0 : (m.usingNanos() + m.cpuDelayNanos() + m.capDelayNanos()) / all;
    }
    divide(picture.weight);
    for (int i : members) {
      givenNow[i] = given[i];
      stretchNow[i] = stretch(i);
    }
  }

  private void divide(double[] weights) {
    List<GroupDivision.Member> list = new ArrayList<>(members.length);
    for (int i : members) {
      list.add(
          new GroupDivision.Member(
              Math.max(1, weights[i]),
              load[i] * GroupDivision.room(picture.importance(i)),
              Double.POSITIVE_INFINITY));
    }
    double[] shares = GroupDivision.of(capacity, list);
    for (int k = 0; k < members.length; k++) {
      given[members[k]] = shares[k];
    }
  }

  private double stretch(int i) {
    if (load[i] <= 0) {
      return 1;
    }
    return endless[i]
        ? Congestion.ofThreads(load[i], given[i])
        : Congestion.ofArrivals(load[i], given[i]);
  }

  @Override
  public void project(double[] weights) {
    evaluations++;
    divide(weights);
    for (int i : members) {
      if (!Double.isNaN(picture.index[i])) {
        projected[i] = index(i);
      }
    }
  }

  private double index(int i) {
    double now = picture.index[i];
    double ratio =
        switch (picture.goal(i)) {
          case Goal.DiscretionaryGoal _, Goal.TokenBudgetGoal _ -> 1;
          case Goal.ThroughputGoal _ ->
              Math.min(givenNow[i], load[i]) / Math.max(1e-6, Math.min(given[i], load[i]));
          case Goal.ResponseTimeGoal _, Goal.VelocityGoal _ ->
              1 + part[i] * (stretch(i) / stretchNow[i] - 1);
        };
    double index = now * Math.max(ratio, 1e-6);
    return Projections.bounded(picture, i, index);
  }

  /** What is divided is the group's maximum, wherever the control groups lie. */
  @Override
  public boolean compete(int i, int other) {
    return true;
  }

  @Override
  public double capacity(int i) {
    return picture.cpus;
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
