package io.openwlm.linux;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.linux.fs.MemoryKernelFs;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small kernel in memory for the adapters' tests: groups with files, processes with threads. */
public final class MemoryKernel {
  public final MemoryKernelFs fs;
  public final KernelRoot tree;
  private final boolean hybrid;
  private final Map<Integer, String> groupOfPid = new LinkedHashMap<>();

  public MemoryKernel(boolean hybrid) {
    this.hybrid = hybrid;
    tree = hybrid ? KernelRoot.CGROUP1_CPU : KernelRoot.CGROUP2;
    fs =
        hybrid
            ? new MemoryKernelFs(
                KernelRoot.CGROUP1_CPU, KernelRoot.CGROUP2, KernelRoot.PROC, KernelRoot.SYS)
            : new MemoryKernelFs(KernelRoot.CGROUP2, KernelRoot.PROC, KernelRoot.SYS);
    fs.file(KernelRoot.CGROUP2, "/cgroup.controllers", hybrid ? "hugetlb\n" : "cpu io memory\n");
    fs.writable(KernelRoot.CGROUP2, "/cgroup.subtree_control", hybrid ? "\n" : "cpu\n");
    fs.file(KernelRoot.PROC, "/self/schedstat", "1 1 1\n");
    fs.file(KernelRoot.PROC, "/uptime", "100.00 50.00\n");
    fs.file(KernelRoot.PROC, "/pressure/cpu", "some avg10=0.00 total=1000\n");
    addFiles("/");
    fs.rules(tree, rules(tree));
    if (hybrid) {
      fs.rules(KernelRoot.CGROUP2, rules(KernelRoot.CGROUP2));
    }
  }

  private MemoryKernelFs.DirectoryRules rules(KernelRoot root) {
    return new MemoryKernelFs.DirectoryRules() {
      @Override
      public void made(String path) {
        addFiles(root, path);
      }

      @Override
      public KernelAnswer removing(String path) {
        return groupOfPid.containsValue(path)
            ? new KernelAnswer.Failed("EBUSY")
            : new KernelAnswer.Value("");
      }
    };
  }

  /** A control group as the kernel makes it. */
  public MemoryKernel group(String path) {
    fs.directory(tree, path);
    addFiles(path);
    return this;
  }

  private void addFiles(String path) {
    addFiles(tree, path);
    if (hybrid) {
      addFiles(KernelRoot.CGROUP2, path);
    }
  }

  private void addFiles(KernelRoot root, String group) {
    String path = group.equals("/") ? "" : group;
    fs.writable(root, path + "/cgroup.procs", () -> procs(group), text -> place(group, text));
    if (root == KernelRoot.CGROUP2) {
      cpuStat(group, 0, 0);
      pressure(group, 0);
      if (!group.equals("/")) {
        fs.writable(root, path + "/cgroup.subtree_control", "cpu\n");
      }
    }
    if (root == tree && !group.equals("/")) {
      long max = hybrid ? 262_144 : 10_000;
      long min = hybrid ? 2 : 1;
      fs.writable(
          root,
          path + (hybrid ? "/cpu.shares" : "/cpu.weight"),
          hybrid ? "1024\n" : "100\n",
          text -> {
            long value = KernelText.parse(text);
            return value < min || value > max
                ? new KernelAnswer.Failed("EINVAL")
                : new KernelAnswer.Value(text);
          });
    }
    if (hybrid && root == tree) {
      fs.file(root, path + "/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    }
  }

  public void cpuStat(String group, long usageMicros, long throttledMicros) {
    String path = group.equals("/") ? "" : group;
    fs.file(
        KernelRoot.CGROUP2,
        path + "/cpu.stat",
        "usage_usec " + usageMicros + "\nthrottled_usec " + throttledMicros + "\n");
  }

  public void pressure(String group, long micros) {
    String path = group.equals("/") ? "" : group;
    for (String kind : new String[] {"cpu", "memory", "io"}) {
      fs.file(
          KernelRoot.CGROUP2,
          path + "/" + kind + ".pressure",
          "some avg10=0.00 avg60=0.00 avg300=0.00 total="
              + micros
              + "\n"
              + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
    }
  }

  /** A process with one thread. */
  public MemoryKernel process(int pid, String command, String group, long startTicks) {
    groupOfPid.put(pid, group);
    String path = "/" + pid;
    fs.file(KernelRoot.PROC, path + "/stat", stat(pid, command, 1, 0, startTicks));
    fs.file(KernelRoot.PROC, path + "/cgroup", () -> cgroupFile(pid));
    fs.symbolicLink(KernelRoot.PROC, path + "/exe", "/usr/bin/" + command);
    thread(pid, pid, 0, 0);
    return this;
  }

  /** Gives a process another parent and CPU times in clock ticks. */
  public MemoryKernel cpuTime(
      int pid, String command, int parent, long user, long system, long userOfChildren) {
    fs.file(
        KernelRoot.PROC,
        "/" + pid + "/stat",
        pid
            + " ("
            + command
            + ") S "
            + parent
            + " 1 1 0 -1 0 0 0 0 0 "
            + user
            + " "
            + system
            + " "
            + userOfChildren
            + " 0 20 0 1 0 5 0 0\n");
    return this;
  }

  public MemoryKernel thread(int pid, int tid, long runNanos, long delayNanos) {
    fs.file(
        KernelRoot.PROC,
        "/" + pid + "/task/" + tid + "/schedstat",
        runNanos + " " + delayNanos + " 3\n");
    return this;
  }

  public void endProcess(int pid) {
    groupOfPid.remove(pid);
    fs.remove(KernelRoot.PROC, "/" + pid);
  }

  public void endThread(int pid, int tid) {
    fs.remove(KernelRoot.PROC, "/" + pid + "/task/" + tid);
  }

  public void uptime(String seconds) {
    fs.file(KernelRoot.PROC, "/uptime", seconds + " 0.00\n");
  }

  public String groupOf(int pid) {
    return groupOfPid.getOrDefault(pid, "none");
  }

  public String weight(String group) {
    return fs.read(tree, group + (hybrid ? "/cpu.shares" : "/cpu.weight"))
            instanceof KernelAnswer.Value(String text)
        ? text.strip()
        : "none";
  }

  /** The text of a stat file, as far as it is read. */
  public static String stat(int pid, String command, int parent, long flags, long startTicks) {
    return pid
        + " ("
        + command
        + ") S "
        + parent
        + " 1 1 0 -1 "
        + flags
        + " 0 0 0 0 0 0 0 0 20 0 1 0 "
        + startTicks
        + " 0 0\n";
  }

  private String cgroupFile(int pid) {
    String group = groupOf(pid);
    return hybrid ? "3:cpu,cpuacct:" + group + "\n0::" + group + "\n" : "0::" + group + "\n";
  }

  private String procs(String group) {
    StringBuilder text = new StringBuilder();
    groupOfPid.forEach((pid, where) -> {
      if (where.equals(group)) {
        text.append(pid).append('\n');
      }
    });
    return text.toString();
  }

  private KernelAnswer place(String group, String text) {
    int pid = (int) KernelText.parse(text);
    if (!groupOfPid.containsKey(pid)) {
      return new KernelAnswer.Vanished();
    }
    groupOfPid.put(pid, group);
    return new KernelAnswer.Value("");
  }
}
