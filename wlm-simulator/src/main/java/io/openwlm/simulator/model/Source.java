package io.openwlm.simulator.model;

import io.openwlm.simulator.machine.CpuDemand;
import io.openwlm.simulator.machine.Dice;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs come from: one workload on the machine. A job first uses CPU, then the I/O device. At
 * most so many jobs as there are threads are served; the others wait, first come first served. What
 * a job needs is drawn when it arrives, so that open arrivals are the same under every strategy.
 */
abstract sealed class Source permits OpenSource, ClosedSource, SpinnerSource {
  /** More waiting jobs than this are turned away. */
  static final int MAX_JOBS = 100_000;

  final FluidMachine machine;
  final int number;
  final int leaf;

  /** Class that its jobs are transactions of; -1 if of none. */
  final int transactionClass;

  /** Class whose group it runs in; -1 without. */
  final int groupClass;

  private final @Nullable Needs needs;
  private final Jobs jobs;
  private int oldest = Jobs.NONE;
  private int newest = Jobs.NONE;
  private int firstWaiting = Jobs.NONE;
  private int served;
  private int present;
  private long turnedAway;
  boolean stopped;

  /** What jobs need. */
  record Needs(int threads, CpuDemand cpu, @Nullable CpuDemand io, Dice dice) {}

  /** Where a source is. */
  record Place(int number, int leaf, int groupClass, int transactionClass) {}

  Source(FluidMachine machine, Place place, @Nullable Needs needs) {
    this.machine = machine;
    this.number = place.number;
    this.leaf = place.leaf;
    this.groupClass = place.groupClass;
    this.transactionClass = place.transactionClass;
    this.needs = needs;
    jobs = machine.jobs;
  }

  /** Begins; once. */
  abstract void start();

  /** A time that it asked for has come. */
  abstract void due(long tag);

  /** One of its jobs has ended. */
  abstract void ended();

  /** Ends; jobs that are not done are lost. */
  void stop() {
    stopped = true;
    machine.drop(this);
    while (oldest != Jobs.NONE) {
      int job = oldest;
      oldest = jobs.next[job];
      jobs.giveBack(job);
    }
    newest = Jobs.NONE;
    firstWaiting = Jobs.NONE;
    served = 0;
    present = 0;
  }

  /** A job arrives. */
  final void arrive() {
    Needs of = needs;
    if (of == null) {
      return;
    }
    double cpuNanos = (double) of.cpu.draw(of.dice);
    double ioNanos = of.io == null ? 0 : (double) of.io.draw(of.dice);
    if (present >= MAX_JOBS) {
      turnedAway++;
      return;
    }
    int job = jobs.take();
    jobs.source[job] = number;
    jobs.arrivedNanos[job] = machine.nowNanos();
    jobs.cpuNanos[job] = cpuNanos;
    jobs.ioNanos[job] = ioNanos;
    jobs.next[job] = Jobs.NONE;
    jobs.previous[job] = newest;
    if (newest == Jobs.NONE) {
      oldest = job;
    } else {
      jobs.next[newest] = job;
    }
    newest = job;
    present++;
    if (firstWaiting == Jobs.NONE) {
      firstWaiting = job;
    }
    serveNext(of);
  }

  private void serveNext(Needs of) {
    if (firstWaiting != Jobs.NONE && served < of.threads) {
      int job = firstWaiting;
      firstWaiting = jobs.next[job];
      served++;
      machine.cpu.enter(leaf, jobs.cpuNanos[job], job, machine.nowNanos());
    }
  }

  /** The CPU part of a job is done. */
  final void cpuDone(int job) {
    if (jobs.ioNanos[job] > 0) {
      machine.ioOperations[leaf]++;
      machine.io.enter(leaf, jobs.ioNanos[job], job, machine.nowNanos());
    } else {
      jobDone(job);
    }
  }

  /** A job is done. */
  final void jobDone(int job) {
    int before = jobs.previous[job];
    int after = jobs.next[job];
    if (before == Jobs.NONE) {
      oldest = after;
    } else {
      jobs.next[before] = after;
    }
    if (after == Jobs.NONE) {
      newest = before;
    } else {
      jobs.previous[after] = before;
    }
    long arrived = jobs.arrivedNanos[job];
    jobs.giveBack(job);
    present--;
    served--;
    machine.sink.ended(this, arrived, machine.nowNanos());
    Needs of = needs;
    if (of != null) {
      serveNext(of);
    }
    ended();
  }

  /** Jobs turned away since the last call. */
  final long takeTurnedAway() {
    long lost = turnedAway;
    turnedAway = 0;
    return lost;
  }

  /** Jobs that arrived and did not end. */
  final int present() {
    return present;
  }

  /** Threads at work, on a CPU or the device or waiting for one. */
  int working() {
    return served;
  }

  /** The oldest job that did not end, or {@link Jobs#NONE}; the next ones by {@link Jobs#next}. */
  final int oldest() {
    return oldest;
  }
}
