package io.openwlm.linux.sample;

import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.proc.ProcessTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One request per process tells all its threads, those that ended too. What a process does between
 * the last look and its end is not seen.
 */
final class TaskstatsSource implements UsingDelaySource {
  private final TaskstatsClient client;
  private final ProcessTable processes;
  private final Map<Integer, Watched> watched = new HashMap<>();

  /** The same processes in one array, to walk over without an iterator object. */
  private final List<Watched> list = new ArrayList<>();

  private long lastRefreshTicks = -1;

  /** A process; totals below 0 until the first look. */
  private static final class Watched {
    final int pid;
    int share;
    long run;
    long delay;
    long ioDelay;
    long memoryDelay;

    Watched(int pid, long start) {
      this.pid = pid;
      run = start;
      delay = start;
      ioDelay = start;
      memoryDelay = start;
    }
  }

  TaskstatsSource(KernelFs fs, TaskstatsClient client) {
    this.client = client;
    processes = new ProcessTable(fs);
  }

  @Override
  public String name() {
    return "taskstats";
  }

  @Override
  public int readings() {
    return list.size();
  }

  @Override
  public void refresh(Map<Integer, Integer> shareOfPid, long uptimeTicks) {
    watched.keySet().retainAll(shareOfPid.keySet());
    list.clear();
    shareOfPid.forEach((pid, share) -> {
      Watched process = watched.computeIfAbsent(pid, this::begin);
      process.share = share;
      list.add(process);
    });
    lastRefreshTicks = uptimeTicks;
  }

  private Watched begin(int pid) {
    boolean isNew = lastRefreshTicks >= 0 && processes.startTicks(pid) >= lastRefreshTicks;
    return new Watched(pid, isNew ? 0 : -1);
  }

  @Override
  public void sample(TaskTotals totals) {
    for (int i = 0; i < list.size(); i++) {
      Watched process = list.get(i);
      if (client.ask(process.pid)) {
        add(process, totals);
      }
    }
  }

  private void add(Watched process, TaskTotals totals) {
    int c = process.share;
    long run = client.runNanos();
    long delay = client.delayNanos();
    long io = client.ioDelayNanos();
    long memory = client.memoryDelayNanos();
    if (process.run >= 0) {
      totals.runNanos[c] += added(process.run, run);
      totals.runDelayNanos[c] += added(process.delay, delay);
      totals.ioDelayNanos[c] += added(process.ioDelay, io);
      totals.memoryDelayNanos[c] += added(process.memoryDelay, memory);
    }
    process.run = run;
    process.delay = delay;
    process.ioDelay = io;
    process.memoryDelay = memory;
  }

  /** Lower than before: the number is another process's now, which began after the last look. */
  private static long added(long before, long now) {
    return now >= before ? now - before : now;
  }

  @Override
  public void close() {
    client.close();
    list.clear();
    watched.clear();
  }
}
