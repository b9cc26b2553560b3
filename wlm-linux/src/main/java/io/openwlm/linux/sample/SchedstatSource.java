package io.openwlm.linux.sample;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.linux.proc.ProcessTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code /proc/PID/task/TID/schedstat} of every task. What a thread does between the last
 * look and its end is not seen, nor are threads that live shorter than a refresh.
 */
final class SchedstatSource implements UsingDelaySource {
  private static final int MAX_THREADS = 200_000;
  private static final long START_FROM_ZERO = 0;
  private static final long START_FROM_FIRST_SIGHT = -1;

  private final KernelFs fs;
  private final FileBudget budget;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(128);
  private final ProcessTable processes;
  private final Map<Integer, Watched> watched = new HashMap<>();

  /** Threads of all processes, in one array to walk over without an iterator object. */
  private final List<Task> tasks = new ArrayList<>();

  private long lastRefreshTicks = -1;

  /** A process and its tasks. */
  private static final class Watched {
    final Map<Integer, Task> tasks = new HashMap<>();
  }

  private static final class Task {
    final KeptFile file;
    int share;
    long run;
    long delay;
    boolean gone;

    Task(KeptFile file, int share, long start) {
      this.file = file;
      this.share = share;
      run = start;
      delay = start;
    }
  }

  SchedstatSource(KernelFs fs, FileBudget budget) {
    this.fs = fs;
    this.budget = budget;
    processes = new ProcessTable(fs);
  }

  @Override
  public String name() {
    return "schedstat";
  }

  @Override
  public int readings() {
    return tasks.size();
  }

  @Override
  public void refresh(Map<Integer, Integer> shareOfPid, long uptimeTicks) {
    watched.entrySet().removeIf(entry -> leaves(entry, shareOfPid));
    tasks.clear();
    shareOfPid.forEach(this::refreshProcess);
    lastRefreshTicks = uptimeTicks;
  }

  private static boolean leaves(
      Map.Entry<Integer, Watched> entry, Map<Integer, Integer> shareOfPid) {
    boolean leaves = !shareOfPid.containsKey(entry.getKey());
    if (leaves) {
      entry.getValue().tasks.values().forEach(task -> task.file.close());
    }
    return leaves;
  }

  private void refreshProcess(int pid, int share) {
    if (!(fs.list(KernelRoot.PROC, "/" + pid + "/task")
        instanceof KernelAnswer.Names(List<String> names))) {
      return;
    }
    Watched process = watched.get(pid);
    long start = START_FROM_ZERO;
    if (process == null) {
      process = new Watched();
      watched.put(pid, process);
      start = isNew(pid) ? START_FROM_ZERO : START_FROM_FIRST_SIGHT;
    }
    for (Iterator<Task> each = process.tasks.values().iterator(); each.hasNext(); ) {
      Task task = each.next();
      if (task.gone) {
        task.file.close();
        each.remove();
      }
    }
    Map<Integer, Task> before = new HashMap<>(process.tasks);
    for (String name : names) {
      int tid = (int) KernelText.parse(name);
      Task known = before.remove(tid);
      if (known == null && tasks.size() < MAX_THREADS) {
        String path = "/" + pid + "/task/" + tid + "/schedstat";
        KeptFile file = new KeptFile(fs, KernelRoot.PROC, path, budget);
        known = new Task(file, share, start);
        process.tasks.put(tid, known);
      }
      if (known != null) {
        known.share = share;
        known.file.retry();
        tasks.add(known);
      }
    }
    for (Map.Entry<Integer, Task> ended : before.entrySet()) {
      ended.getValue().file.close();
      process.tasks.remove(ended.getKey());
    }
  }

  /** True if the process began after the previous refresh, so that all it did is new. */
  private boolean isNew(int pid) {
    return lastRefreshTicks >= 0 && processes.startTicks(pid) >= lastRefreshTicks;
  }

  @Override
  public void sample(TaskTotals totals) {
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      if (!task.gone) {
        sample(task, totals.runNanos, totals.runDelayNanos);
      }
    }
  }

  private void sample(Task task, long[] runNanos, long[] delayNanos) {
    int count = task.file.read(buffer);
    if (count < 0) {
      task.gone = count == KernelFile.VANISHED;
      return;
    }
    long run = KernelText.column(buffer, 0);
    long delay = KernelText.column(buffer, 1);
    if (run == KernelText.NONE || delay == KernelText.NONE) {
      return;
    }
    if (task.run >= 0) {
      // Lower than before: the number is another thread's now, which began after the last look.
      runNanos[task.share] += run >= task.run ? run - task.run : run;
      delayNanos[task.share] += delay >= task.delay ? delay - task.delay : delay;
    }
    task.run = run;
    task.delay = delay;
  }

  @Override
  public void close() {
    tasks.clear();
    watched.values().forEach(p -> p.tasks.values().forEach(task -> task.file.close()));
    watched.clear();
  }
}
