package io.openwlm.linux.sample;

import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import java.nio.ByteBuffer;

/**
 * Reads one control group at every sample, and tells what was added since the sample before. The
 * first reading adds nothing. On a hybrid system PSI and usage come from the v2 group of the same
 * path, throttling from the v1 group.
 */
final class GroupMeter {
  private static final byte[] USAGE = KernelText.key("usage_usec");
  private static final byte[] SYSTEM_TIME = KernelText.key("system_usec");
  private static final byte[] SOME = KernelText.key("some");
  private static final byte[] TOTAL = KernelText.key("total=");
  private static final long NANOS_PER_MICRO = 1_000;

  private final KeptFile stat;
  private final KeptFile throttle;
  private final boolean sameStat;
  private final byte[] throttledKey;
  private final long throttledUnitNanos;
  private final KeptFile[] pressures;
  private final long[] last = {-1, -1, -1, -1, -1, -1};

  /** Added by the last sample: usage, throttled, pressures, system time; -1 unknown. */
  final long[] added = {-1, -1, -1, -1, -1, -1};

  static final int USED = 0;
  static final int THROTTLED = 1;
  static final int CPU = 2;
  static final int MEMORY = 3;
  static final int IO = 4;
  static final int SYSTEM = 5;

  /** True if the last sample was refused, not only absent. */
  boolean denied;

  GroupMeter(KernelFs fs, CpuHierarchy hierarchy, Group group, FileBudget budget) {
    String path = group.path();
    stat = new KeptFile(fs, KernelRoot.CGROUP2, path + "/cpu.stat", budget);
    sameStat = hierarchy.root() == KernelRoot.CGROUP2;
    throttle = new KeptFile(fs, hierarchy.root(), path + "/cpu.stat", budget);
    throttledKey = KernelText.key(hierarchy.throttledKey());
    throttledUnitNanos = hierarchy.throttledUnitNanos();
    pressures =
        new KeptFile[] {
          new KeptFile(fs, KernelRoot.CGROUP2, path + "/cpu.pressure", budget),
          new KeptFile(fs, KernelRoot.CGROUP2, path + "/memory.pressure", budget),
          new KeptFile(fs, KernelRoot.CGROUP2, path + "/io.pressure", budget)
        };
  }

  void sample(ByteBuffer buffer) {
    int count = stat.read(buffer);
    denied = count == KernelFile.FAILED;
    put(USED, micros(count < 0 ? KernelText.NONE : KernelText.flat(buffer, USAGE)));
    put(SYSTEM, micros(count < 0 ? KernelText.NONE : KernelText.flat(buffer, SYSTEM_TIME)));
    if (!sameStat) {
      count = throttle.read(buffer);
      denied = count == KernelFile.FAILED;
    }
    long throttled = count < 0 ? KernelText.NONE : KernelText.flat(buffer, throttledKey);
    put(THROTTLED, throttled < 0 ? throttled : throttled * throttledUnitNanos);
    for (int i = 0; i < pressures.length; i++) {
      put(CPU + i, pressure(pressures[i], buffer));
    }
  }

  /** PSI some total in nanoseconds; NONE without PSI. */
  static long pressure(KeptFile file, ByteBuffer buffer) {
    return micros(file.read(buffer) < 0 ? KernelText.NONE : KernelText.nested(buffer, SOME, TOTAL));
  }

  private static long micros(long value) {
    return value < 0 ? KernelText.NONE : value * NANOS_PER_MICRO;
  }

  private void put(int which, long now) {
    long before = last[which];
    if (now < 0) {
      added[which] = -1;
      return;
    }
    // A total that fell was another group's or wrapped: nothing is known of this step.
    added[which] = before < 0 || now < before ? 0 : now - before;
    last[which] = now;
  }

  /** Lets the next sample look again for files that were not there. */
  void retry() {
    stat.retry();
    throttle.retry();
    for (KeptFile file : pressures) {
      file.retry();
    }
  }

  void close() {
    stat.close();
    throttle.close();
    for (KeptFile file : pressures) {
      file.close();
    }
  }
}
