package io.openwlm.simulator.kernel;

import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.MemoryKernelFs;
import io.openwlm.simulator.machine.MachineModel;
import io.openwlm.simulator.machine.SimProcess;
import io.openwlm.simulator.machine.SimThread;
import java.util.Locale;

/** The files of procfs, as far as they are read; the text is made from the machine when asked. */
final class ProcFiles {
  /** How long the machine was up when the simulation began. */
  private static final long BOOTED_BEFORE_NANOS = 1_000_000_000_000L;

  private static final long NANOS_PER_TICK = 10_000_000L;

  private final MemoryKernelFs fs;
  private final MachineModel machine;

  ProcFiles(MemoryKernelFs fs, MachineModel machine) {
    this.fs = fs;
    this.machine = machine;
  }

  /** Files that are there from the start. */
  void addSystem() {
    fs.file(KernelRoot.PROC, "/uptime", this::uptime);
    // The daemon is not on the simulated machine; its own thread has run a little.
    fs.file(KernelRoot.PROC, "/self/schedstat", "1000000 0 1\n");
    fs.file(KernelRoot.PROC, "/self/status", "Name:\twlmd\nCapEff:\t0000000000000000\n");
    fs.file(KernelRoot.PROC, "/sys/kernel/sched_autogroup_enabled", "0\n");
    fs.file(KernelRoot.PROC, "/sys/kernel/hostname", "simulated\n");
    fs.file(KernelRoot.PROC, "/pressure/cpu", () -> PressureText.system(machine.root().pressure()));
    fs.file(KernelRoot.PROC, "/pressure/memory", PressureText.NONE);
    fs.file(KernelRoot.PROC, "/pressure/io", PressureText.NONE);
    fs.file(KernelRoot.PROC, "/1/stat", stat(1, "init", 'S', 0, 0, 1, 1));
    fs.file(KernelRoot.PROC, "/1/comm", "init\n");
    fs.file(KernelRoot.PROC, "/1/cgroup", "0::/\n");
    fs.symbolicLink(KernelRoot.PROC, "/1/exe", "/sbin/init");
    fs.file(
        KernelRoot.SYS,
        "/devices/system/cpu/online",
        machine.cpus() == 1 ? "0\n" : "0-" + (machine.cpus() - 1) + "\n");
  }

  void add(SimProcess process) {
    String directory = "/" + process.pid();
    fs.file(KernelRoot.PROC, directory + "/stat", () -> stat(process));
    fs.file(KernelRoot.PROC, directory + "/comm", process.command() + "\n");
    fs.file(KernelRoot.PROC, directory + "/cgroup", () -> "0::" + process.group().path() + "\n");
    fs.symbolicLink(KernelRoot.PROC, directory + "/exe", "/usr/bin/" + process.command());
    SimThread first = process.threads().getFirst();
    fs.file(KernelRoot.PROC, directory + "/schedstat", () -> schedstat(first));
    for (SimThread thread : process.threads()) {
      fs.file(
          KernelRoot.PROC,
          directory + "/task/" + thread.tid() + "/schedstat",
          () -> schedstat(thread));
    }
  }

  void remove(SimProcess process) {
    fs.remove(KernelRoot.PROC, "/" + process.pid());
  }

  private String uptime() {
    long nanos = BOOTED_BEFORE_NANOS + machine.nowNanos();
    long idleNanos = machine.cpus() * nanos - machine.root().usageNanos();
    return seconds(nanos) + " " + seconds(idleNanos) + "\n";
  }

  private static String seconds(long nanos) {
    long ticks = nanos / NANOS_PER_TICK;
    return String.format(Locale.ROOT, "%d.%02d", ticks / 100, ticks % 100);
  }

  private static String schedstat(SimThread thread) {
    return thread.runNanos() + " " + thread.delayNanos() + " " + thread.slices() + "\n";
  }

  private static String stat(SimProcess process) {
    boolean runnable = process.threads().stream().anyMatch(SimThread::isRunnable);
    return stat(
        process.pid(),
        process.command(),
        runnable ? 'R' : 'S',
        1,
        process.runNanos() / NANOS_PER_TICK,
        process.threads().size(),
        (BOOTED_BEFORE_NANOS + process.startNanos()) / NANOS_PER_TICK);
  }

  private static String stat(
      int pid, String command, char state, int parent, long ticks, int threads, long startTicks) {
    // pid (comm) state ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt
    // utime stime cutime cstime priority nice num_threads itrealvalue starttime vsize rss ...
    return String.format(
        Locale.ROOT,
        "%d (%s) %c %d %d %d 0 -1 4194560 0 0 0 0 %d 0 0 0 20 0 %d 0 %d 0 0 0 0 0\n",
        pid,
        command,
        state,
        parent,
        pid,
        pid,
        ticks,
        threads,
        startTicks);
  }
}
