package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;

/** How many CPUs are online. */
public final class CpuCount {
  private static final int MAX_CPUS = 1 << 16;

  private CpuCount() {}

  /** CPUs online, or {@code fallback} if the kernel does not tell. */
  public static int online(KernelFs fs, int fallback) {
    if (fs.read(KernelRoot.SYS, "/devices/system/cpu/online")
        instanceof KernelAnswer.Value(String text)) {
      int count = count(text.strip());
      return count > 0 ? count : fallback;
    }
    return fallback;
  }

  /** Members of a list such as {@code 0-3,8}; 0 if it is not one. */
  static int count(String list) {
    long count = 0;
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      long first = KernelText.parse(ends[0]);
      long last = KernelText.parse(ends[ends.length - 1]);
      if (ends.length > 2 || first < 0 || last < first || last >= MAX_CPUS) {
        return 0;
      }
      count += last - first + 1;
    }
    return (int) Math.min(count, MAX_CPUS);
  }
}
