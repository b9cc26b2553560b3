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
      long[][] times = new long[4][2];
      schedstat.sample(times[0], times[1]);
      taskstats.sample(times[2], times[3]);
      for (int i = 0; i < 2; i++) {
        expect(times[0][i] > 0, "no run time");
        expect(times[0][i] == times[2][i], "run " + times[0][i] + " and " + times[2][i]);
        expect(times[1][i] == times[3][i], "delay " + times[1][i] + " and " + times[3][i]);
      }
      allocatesNothing(taskstats, times);
    } finally {
      hogs.forEach(Process::destroyForcibly);
      schedstat.close();
      taskstats.close();
    }
  }

  private static void allocatesNothing(UsingDelaySource source, long[][] times) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20_000 && least > 0; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      source.sample(times[2], times[3]);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    expect(least == 0, "a taskstats sample allocates " + least + " bytes");
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
