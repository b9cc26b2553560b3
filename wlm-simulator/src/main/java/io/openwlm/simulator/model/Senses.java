package io.openwlm.simulator.model;

import io.openwlm.core.port.SystemSample;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.simulator.machine.Dice;

/**
 * What the manager can see of the machine. While it is blind nothing can be read and no report
 * arrives; with noise, what each sample adds to a total is wrong by a random factor.
 */
final class Senses {
  private static final int CPU_SOME = 5;

  private final World world;
  private final Dice dice;
  private final ClassTotals now = new ClassTotals();
  private final Shown[] shown;
  private double systemNanos;
  private long sampledNanos;
  private double noise;
  private boolean blind;

  /** Totals of one class as shown to the manager, and the true ones that they stand for. */
  private static final class Shown {
    final double[] truth = new double[8];
    final long[] told = new long[8];
  }

  Senses(World world) {
    this.world = world;
    dice = Dice.named(world.scenario.seed(), "noise");
    shown = new Shown[world.classCount()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = new Shown();
    }
  }

  void setBlind(boolean isBlind) {
    blind = isBlind;
  }

  boolean isBlind() {
    return blind;
  }

  /**
   * @param share 0 = exact; 0.5 = each difference is wrong by up to half of it
   */
  void setNoise(double share) {
    noise = share;
  }

  void sample(long nowNanos, SystemSample into) {
    into.atNanos = nowNanos;
    world.machine.settle();
    double waited = 0;
    for (int i = 0; i < shown.length; i++) {
      if (blind) {
        hide(i, into);
      } else {
        double before = shown[i].truth[CPU_SOME];
        show(i, into);
        waited += shown[i].truth[CPU_SOME] - before;
      }
    }
    long passed = world.machine.nowNanos() - sampledNanos;
    sampledNanos = world.machine.nowNanos();
    systemNanos += Math.min((double) passed, waited);
    into.systemCpuPressureNanos = blind ? SystemSample.UNKNOWN : Math.round(systemNanos);
  }

  private void hide(int i, SystemSample into) {
    into.presence[i] = ClassPresence.DENIED;
    into.usageNanos[i] = SystemSample.UNKNOWN;
    into.runNanos[i] = SystemSample.UNKNOWN;
    into.runDelayNanos[i] = SystemSample.UNKNOWN;
    into.throttledNanos[i] = SystemSample.UNKNOWN;
    into.ioDelayNanos[i] = SystemSample.UNKNOWN;
    into.memoryDelayNanos[i] = SystemSample.UNKNOWN;
    into.ioOperations[i] = SystemSample.UNKNOWN;
    into.cpuPressureNanos[i] = SystemSample.UNKNOWN;
    into.memoryPressureNanos[i] = SystemSample.UNKNOWN;
    into.ioPressureNanos[i] = SystemSample.UNKNOWN;
  }

  private void show(int i, SystemSample into) {
    Shown of = shown[i];
    now.read(world.machine, world.classes.leaves(i));
    boolean there = world.classes.carriers(i).length > 0;
    into.presence[i] = there ? ClassPresence.PRESENT : ClassPresence.NO_CGROUP;
    into.processes[i] = world.processes(i);
    into.usageNanos[i] = tell(of, 0, now.usage);
    into.runNanos[i] = into.usageNanos[i];
    into.runDelayNanos[i] = tell(of, 1, now.cpuWait);
    into.throttledNanos[i] = tell(of, 2, now.heldBack);
    into.memoryDelayNanos[i] = tell(of, 3, now.memoryWait);
    into.ioDelayNanos[i] = tell(of, 4, now.ioPresent);
    into.ioOperations[i] = now.ioOperations;
    into.memoryBytes[i] = now.memoryBytes;
    into.cpuPressureNanos[i] = tell(of, CPU_SOME, now.cpuSome);
    into.memoryPressureNanos[i] = tell(of, 6, now.memorySome);
    into.ioPressureNanos[i] = tell(of, 7, now.ioSome);
  }

  private long tell(Shown of, int slot, double truth) {
    double grown = truth - of.truth[slot];
    double factor = noise == 0 ? 1 : 1 + noise * (2 * dice.uniform() - 1);
    of.truth[slot] = truth;
    of.told[slot] += Math.round(Math.max(0, grown) * factor);
    return of.told[slot];
  }
}
