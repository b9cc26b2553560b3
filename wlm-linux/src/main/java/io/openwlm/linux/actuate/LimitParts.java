package io.openwlm.linux.actuate;

import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.CpuLimit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides the CPU limit of a class among its control groups: most of it as they used CPU since it
 * was last divided, some of it equally, so that a group that wakes up is not stuck.
 *
 * <p>Invariant: the parts are never more than the limit together, unless that is less than the
 * smallest part for each.
 */
final class LimitParts {
  /** This part of the limit goes to all groups equally. */
  private static final double EQUALLY = 0.2;

  private static final double MIN_MICROS = 1_000;

  private final KernelFs fs;
  private final Map<Group, Long> lastUsage = new HashMap<>();

  LimitParts(KernelFs fs) {
    this.fs = fs;
  }

  /** One part for each group. */
  long[] of(long limit, List<Group> members) {
    int n = members.size();
    long[] parts = new long[n];
    double[] used = new double[n];
    double total = 0;
    for (int i = 0; i < n && n > 1; i++) {
      long now = usageMicros(members.get(i));
      Long before = lastUsage.put(members.get(i), now);
      used[i] = before == null ? 0 : Math.max(0, now - before);
      total += used[i];
    }
    long free = Math.max(0, limit - n * CpuLimit.FLOOR);
    for (int i = 0; i < n; i++) {
      double share = total < MIN_MICROS ? 1.0 / n : EQUALLY / n + (1 - EQUALLY) * used[i] / total;
      parts[i] = limit >= CpuLimit.NONE ? limit : CpuLimit.FLOOR + (long) (free * share);
    }
    if (n == 1) {
      parts[0] = Math.max(CpuLimit.FLOOR, limit);
    }
    return parts;
  }

  private long usageMicros(Group group) {
    if (fs.read(KernelRoot.CGROUP2, group.path() + "/cpu.stat")
        instanceof KernelAnswer.Value(String text)) {
      return text.lines()
          .filter(line -> line.startsWith("usage_usec "))
          .mapToLong(line -> Math.max(0, KernelText.parse(line.substring(11))))
          .findFirst()
          .orElse(0);
    }
    return 0;
  }

  /** Keeps the memory bounded by the groups there are. */
  void retain(Collection<Group> groups) {
    lastUsage.keySet().retainAll(groups);
  }
}
