package io.openwlm.simulator.model;

import io.openwlm.simulator.machine.CpuDemand;
import io.openwlm.simulator.machine.Dice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs come from: one workload on the machine. A job first uses CPU, then the I/O device. At
 * most so many jobs as there are threads are served; the others wait, first come first served. What
 * a job needs is drawn when it arrives, so that open arrivals are the same under every strategy.
 */
abstract sealed class Source permits OpenSource, ClosedSource, SpinnerSource {
  /** More waiting jobs than this are turned away. */
  static final int MAX_JOBS = 100_000;

  private static final int DRAWN_AT_ONCE = 32;

  final FluidMachine machine;
  final int number;

  /** Where its jobs run, from period to period. */
  final Periods periods;

  /** Class that its jobs are transactions of, in their first period; -1 if of none. */
  final int transactionClass;

  /** Class whose group its jobs begin in; -1 without. */
  final int groupClass;

  private final @Nullable Needs needs;
  private final Jobs jobs;

  /** What the next jobs need: cheaper to draw together than one by one. */
  private final double[] cpuDrawn = new double[DRAWN_AT_ONCE];

  private final double[] ioDrawn = new double[DRAWN_AT_ONCE];
  private int nextDrawn = DRAWN_AT_ONCE;

  /**
   * A row that is no job and closes the ring of jobs in the order of arrival: before it the newest,
   * after it the oldest. Spares questions whose answers cannot be foreseen.
   */
  private final int end;

  private int firstWaiting;
  private int served;
  private int present;

  /** Jobs that did not end, by the period that they are in. */
  private final int[] inPeriod;

  private long turnedAway;

  /** Time that jobs waited for a thread until {@link #queueSettledNanos}, summed. */
  private double queueNanos;

  private long queueSettledNanos;
  boolean stopped;

  /** What jobs need. */
  record Needs(int threads, CpuDemand cpu, @Nullable CpuDemand io, Dice dice) {}

  /** Where a source is. */
  record Place(int number, Periods periods, int groupClass, int transactionClass) {
    /** In one group for ever. */
    Place(int number, int leaf, int groupClass, int transactionClass) {
      this(number, Periods.single(leaf), groupClass, transactionClass);
    }

    Place perThread(int threads) {
      return new Place(number, periods.perThread(threads), groupClass, transactionClass);
    }
  }

  Source(FluidMachine machine, Place place, @Nullable Needs needs) {
    this.machine = machine;
    this.number = place.number;
    periods = place.periods;
    inPeriod = new int[place.periods.count()];
    this.groupClass = place.groupClass;
    this.transactionClass = place.transactionClass;
    this.needs = needs;
    jobs = machine.jobs;
    end = jobs.take();
    jobs.next[end] = end;
    jobs.previous[end] = end;
    firstWaiting = end;
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
    settleQueue();
    machine.drop(this);
    int job = jobs.next[end];
    while (job != end) {
      int after = jobs.next[job];
      jobs.giveBack(job);
      job = after;
    }
    jobs.next[end] = end;
    jobs.previous[end] = end;
    firstWaiting = end;
    served = 0;
    present = 0;
    Arrays.fill(inPeriod, 0);
  }

  /** A job arrives. */
  final void arrive() {
    Needs of = needs;
    if (of == null) {
      return;
    }
    if (nextDrawn == DRAWN_AT_ONCE) {
      draw(of);
    }
    double cpuNanos = cpuDrawn[nextDrawn];
    double ioNanos = ioDrawn[nextDrawn++];
    if (present >= MAX_JOBS) {
      turnedAway++;
      return;
    }
    admit(cpuNanos, ioNanos, of.threads);
  }

  private void draw(Needs of) {
    nextDrawn = 0;
    if (of.io == null) {
      of.cpu.draw(of.dice, cpuDrawn);
      return;
    }
    for (int i = 0; i < DRAWN_AT_ONCE; i++) {
      cpuDrawn[i] = (double) of.cpu.draw(of.dice);
      ioDrawn[i] = (double) of.io.draw(of.dice);
    }
  }

  /** Takes in a job that arrives now. */
  final void admit(double cpuNanos, double ioNanos, int threads) {
    int job = jobs.take();
    jobs.source[job] = number;
    jobs.period[job] = 0;
    jobs.arrivedNanos[job] = machine.nowNanos();
    jobs.cpuNanos[job] = cpuNanos;
    jobs.ioNanos[job] = ioNanos;
    if (served >= threads) {
      settleQueue(); // one more waits from now on
    }
    int newest = jobs.previous[end];
    jobs.next[job] = end;
    jobs.previous[job] = newest;
    jobs.next[newest] = job;
    jobs.previous[end] = job;
    present++;
    inPeriod[0]++;
    if (firstWaiting == end) {
      firstWaiting = job;
    }
    serveNext(threads);
  }

  private void serveNext(int threads) {
    if (firstWaiting != end && served < threads) {
      int job = firstWaiting;
      firstWaiting = jobs.next[job];
      served++;
      work(job, 0);
    }
  }

  /** Lets a job use CPU as long as it may stay in its period. */
  private void work(int job, int period) {
    double limit = periods.limitNanos(period);
    double now = jobs.cpuNanos[job];
    if (now > limit) {
      jobs.cpuNanos[job] = now - limit;
      now = limit;
    } else {
      jobs.cpuNanos[job] = 0;
    }
    machine.cpu.enter(periods.leaf(period), now, job, machine.nowNanos());
  }

  /** The CPU part of a job is done, or that of a period. */
  final void cpuDone(int job) {
    int period = jobs.period[job];
    if (jobs.cpuNanos[job] > 0) {
      inPeriod[period]--;
      inPeriod[++period]++;
      jobs.period[job] = (byte) period;
      work(job, period);
    } else if (jobs.ioNanos[job] > 0) {
      int leaf = periods.leaf(period);
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
    jobs.next[before] = after;
    jobs.previous[after] = before;
    long arrived = jobs.arrivedNanos[job];
    int period = jobs.period[job];
    if (firstWaiting != end) {
      settleQueue(); // one less waits from now on
    }
    jobs.giveBack(job);
    present--;
    served--;
    inPeriod[period]--;
    machine.sink.ended(this, period, arrived, machine.nowNanos());
    Needs of = needs;
    if (of != null) {
      serveNext(of.threads);
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

  /** Jobs that wait for a thread. */
  final int waiting() {
    return present - served;
  }

  /** Time that jobs waited for a thread since the start, summed. */
  final double queueNanos() {
    settleQueue();
    return queueNanos;
  }

  private void settleQueue() {
    long now = machine.nowNanos();
    queueNanos += (double) waiting() * (now - queueSettledNanos);
    queueSettledNanos = now;
  }

  /** Jobs in a period (from 0) that did not end. */
  final int present(int period) {
    return inPeriod[period];
  }

  /** Threads at work in a period, on a CPU or the device or waiting for one. */
  int working(int period) {
    return period == 0 ? served - (present - inPeriod[0]) : inPeriod[period];
  }

  /** The class that a job counts for which has reached a period; -1 if for none. */
  final int transactionClass(int period) {
    return transactionClass >= 0 && transactionClass == groupClass
        ? transactionClass + period
        : transactionClass;
  }

  /** The period of its jobs, from 0, in which they count for a class; -1 if in none. */
  final int periodOf(int ofClass) {
    int period = transactionClass == groupClass ? ofClass - transactionClass : 0;
    return transactionClass >= 0
            && period >= 0
            && period < periods.count()
            && transactionClass(period) == ofClass
        ? period
        : -1;
  }

  /** The oldest job of a period (from 0) that did not end, or {@link Jobs#NONE}. */
  final int oldest(int period) {
    if (inPeriod[period] == 0) {
      return Jobs.NONE;
    }
    int job = jobs.next[end];
    while (jobs.period[job] != period) {
      job = jobs.next[job];
    }
    return job;
  }

  /** The next newer job of any period that did not end, or {@link Jobs#NONE}. */
  final int after(int job) {
    int next = jobs.next[job];
    return next == end ? Jobs.NONE : next;
  }
}
