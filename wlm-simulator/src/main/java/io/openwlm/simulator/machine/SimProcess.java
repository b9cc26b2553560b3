package io.openwlm.simulator.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A process: its first thread has the process's own number. */
public final class SimProcess {
  /** Told when one of the process's threads has done the work it was given. */
  interface Work {
    /** More work for the thread in nanoseconds, or 0: it sleeps. */
    long next(SimThread thread);
  }

  private final int pid;
  private final String command;
  private final long startNanos;
  private final List<SimThread> threads = new ArrayList<>();
  final CpuAccount account;
  final Work work;
  CpuGroup group;
  boolean ended;

  SimProcess(
      int pid, String command, CpuGroup group, long startNanos, CpuAccount account, Work work) {
    this.pid = pid;
    this.command = command;
    this.group = group;
    this.startNanos = startNanos;
    this.account = account;
    this.work = work;
  }

  void addThread(SimThread thread) {
    threads.add(thread);
  }

  public int pid() {
    return pid;
  }

  /** Name of the command, at most 15 characters. */
  public String command() {
    return command;
  }

  /** When it started, in the machine's time. */
  public long startNanos() {
    return startNanos;
  }

  /** The control group it lives in. */
  public CpuGroup group() {
    return group;
  }

  public List<SimThread> threads() {
    return Collections.unmodifiableList(threads);
  }

  public boolean hasEnded() {
    return ended;
  }

  /** CPU time of all its threads. */
  public long runNanos() {
    long nanos = 0;
    for (SimThread thread : threads) {
      nanos += thread.runNanos();
    }
    return nanos;
  }
}
