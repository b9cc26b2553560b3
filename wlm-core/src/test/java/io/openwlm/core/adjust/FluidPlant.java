package io.openwlm.core.adjust;

import io.openwlm.core.adjust.Cases.Seen;

/**
 * A machine as a fluid: CPU is divided by weight among those that want it, work-conserving. A class
 * that gets less than it wants waits in proportion; its index is velocity goal 50 / velocity.
 */
public final class FluidPlant {
  private final double cpus;
  public final double[] wants;

  public FluidPlant(double cpus, double... wants) {
    this.cpus = cpus;
    this.wants = wants;
  }

  public Seen[] run(int[] weights) {
    double[] got = new double[wants.length];
    boolean[] full = new boolean[wants.length];
    double left = cpus;
    for (int round = 0; round < wants.length; round++) {
      double total = 0;
      for (int i = 0; i < wants.length; i++) {
        total += full[i] ? 0 : weights[i];
      }
      boolean anyFull = false;
      for (int i = 0; i < wants.length; i++) {
        if (!full[i] && total > 0 && wants[i] <= left * weights[i] / total) {
          got[i] = wants[i];
          full[i] = true;
          anyFull = true;
        }
      }
      double used = 0;
      for (int i = 0; i < wants.length; i++) {
        used += full[i] ? got[i] : 0;
      }
      left = cpus - used;
      if (!anyFull) {
        for (int i = 0; i < wants.length; i++) {
          got[i] = full[i] ? got[i] : left * weights[i] / total;
        }
        break;
      }
    }
    Seen[] seen = new Seen[wants.length];
    for (int i = 0; i < wants.length; i++) {
      double waiting = wants[i] - got[i] + 0.02 * got[i];
      double velocity = wants[i] == 0 ? Double.NaN : 100 * got[i] / (got[i] + waiting);
      seen[i] = new Seen(wants[i] == 0 ? Double.NaN : 50 / velocity, got[i], waiting);
    }
    return seen;
  }
}
