package io.openwlm.linux.sample;

import com.sun.management.ThreadMXBean;
import io.openwlm.linux.fs.DirKernelFs;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares taskstats with schedstat on a real kernel; part of the kernel contract. */
public final class TaskstatsCheck {
  private TaskstatsCheck() {}

  /** Throws if both sources tell different times for processes that stand still. */
  public static void equalsSchedstat() throws Exception {
    DirKernelFs fs = DirKernelFs.detect();
    Optional<TaskstatsClient> client = TaskstatsClient.open();
    if (client.isEmpty()) {
      throw new AssertionError("this bed does not permit taskstats");
    }
    List<Process> hogs = new ArrayList<>();
    UsingDelaySource schedstat = new SchedstatSource(fs, new FileBudget(100));
    UsingDelaySource taskstats = new TaskstatsSource(fs, client.get());
    try {
      Map<Integer, Integer> classOfPid = new HashMap<>();
      schedstat.refresh(classOfPid, 0);
      taskstats.refresh(classOfPid, 0);
      for (int i = 0; i < 3; i++) {
        hogs.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        classOfPid.put((int) hogs.get(i).pid(), i % 2);
      }
      Thread.sleep(500);
      for (Process hog : hogs) {
        signal("STOP", hog);
      }
      // A stopped process neither runs nor waits: both must tell the same.
      Thread.sleep(200);
      schedstat.refresh(classOfPid, 0);
      taskstats.refresh(classOfPid, 0);
      TaskTotals files = new TaskTotals(2);
      TaskTotals answers = new TaskTotals(2);
      schedstat.sample(files);
      taskstats.sample(answers);
      for (int i = 0; i < 2; i++) {
        expect(files.runNanos[i] > 0, "no run time");
        expectEqual("run", files.runNanos[i], answers.runNanos[i]);
        expectEqual("delay", files.runDelayNanos[i], answers.runDelayNanos[i]);
      }
      allocatesNothing(taskstats, answers);
    } finally {
      hogs.forEach(Process::destroyForcibly);
      schedstat.close();
      taskstats.close();
    }
  }

  private static void allocatesNothing(UsingDelaySource source, TaskTotals totals) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20_000 && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      source.sample(totals);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    expect(least == 0, "a taskstats sample allocates " + least + " bytes");
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  private static void expectEqual(String what, long file, long answer) {
    expect(file == answer, what + " by schedstat " + file + ", by taskstats " + answer);
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
