package io.openwlm.simulator.model;

import java.util.Arrays;

/**
 * Checks the laws of the machine after each of its events: time does not go back, no group gets
 * more than it can use or may have, nothing stays idle while somebody could use it, weights are
 * ones that a kernel takes, totals never fall, and each thread at work is in exactly one place.
 */
final class MachineWatch implements Runnable {
  private static final double ROUNDING = 1e-6;

  private final World world;
  private final FluidMachine machine;
  private final int[][] children;
  private final double[] wants;
  private final double[] rates;
  private final double[] totals;
  private final int[] working;
  private final boolean hasDevice;
  private long lastNanos;
  private long checks;

  MachineWatch(World world) {
    this.world = world;
    machine = world.machine;
    hasDevice = world.scenario.hardware().ioChannels() > 0;
    children = world.tree.children();
    wants = new double[world.tree.size()];
    rates = new double[world.tree.size()];
    totals = new double[2 * world.tree.size()];
    working = new int[world.tree.size()];
  }

  /** Watches a world from now on. */
  static MachineWatch of(World world) {
    MachineWatch watch = new MachineWatch(world);
    world.machine.afterEvent(watch);
    return watch;
  }

  /** Events checked so far. */
  long checks() {
    return checks;
  }

  @Override
  public void run() {
    checks++;
    require(machine.nowNanos() >= lastNanos, "time goes back");
    lastNanos = machine.nowNanos();
    check(machine.cpu, 0);
    if (hasDevice) {
      check(machine.io, world.tree.size());
    }
    Arrays.fill(working, 0);
    for (Source source : machine.sources()) {
      require(source.present() >= 0, "a negative number of jobs");
      for (int period = 0; period < source.periods.count(); period++) {
        require(source.working(period) >= 0, "a negative number of threads at work");
        working[source.periods.leaf(period)] += source.working(period);
      }
    }
    for (int i = 0; i < children.length; i++) {
      int there = machine.cpu.station(i).threads + machine.io.station(i).threads;
      require(there == working[i], "threads lost or doubled");
    }
  }

  private void check(SharedResource resource, int offset) {
    for (int i = children.length - 1; i >= 0; i--) {
      Station station = resource.station(i);
      if (children[i].length == 0) {
        wants[i] = station.wants();
        rates[i] = station.rate;
      } else {
        wants[i] = 0;
        rates[i] = 0;
        for (int child : children[i]) {
          wants[i] += wants[child];
          rates[i] += rates[child];
        }
      }
      wants[i] = Math.min(wants[i], i == GroupTree.ROOT ? resource.capacity() : resource.cap(i));
      require(rates[i] >= 0 && rates[i] <= wants[i] + ROUNDING, "more than it can use");
      require(resource.weight(i) >= 1 && resource.weight(i) <= 10_000, "weight out of bounds");
      require(station.busyNanos >= totals[offset + i], "a total falls");
      totals[offset + i] = station.busyNanos;
    }
    require(rates[GroupTree.ROOT] >= wants[GroupTree.ROOT] - ROUNDING, "idle while work waits");
  }

  private void require(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(
          broken + " in " + world.scenario.name() + " at " + machine.nowNanos() + " ns");
    }
  }
}
