package io.openwlm.linux.sample;

import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import java.nio.ByteBuffer;

/**
 * What a control group does with block devices and memory, from the v2 controllers io and memory
 * where they are enabled for it. A reading that does not fit the buffer counts as none. Refaults
 * are pages that were evicted and soon needed again; those of them that are not of files were
 * swapped in.
 */
final class ResourceMeter {
  private static final byte[] READS = KernelText.key("rios=");
  private static final byte[] WRITES = KernelText.key("wios=");

  /** What the kernel calls them since 5.9, and before. */
  private static final byte[] FILE_REFAULTS = KernelText.key("workingset_refault_file");

  private static final byte[] SWAP_REFAULTS = KernelText.key("workingset_refault_anon");
  private static final byte[] OLD_REFAULTS = KernelText.key("workingset_refault");

  /** The memory counters are long and dear to read: at every fourth reading. */
  private static final int COUNTERS_EVERY = 4;

  private final KeptFile io;
  private final KeptFile memory;
  private final KeptFile memoryCounters;
  private int readings;
  private long lastOperations = -1;
  private long lastRefaults = -1;
  private long lastSwapIns = -1;

  /** Operations added by the last sample; -1 unknown. The first reading adds nothing. */
  long operationsAdded = -1;

  /** Refaults added by the last reading of them, swapped in or not; -1 unknown. */
  long refaultsAdded = -1;

  /** Those of them that were swapped in; -1 unknown. */
  long swapInsAdded = -1;

  /** Memory charged at the last sample; -1 unknown. */
  long memoryBytes = -1;

  ResourceMeter(KernelFs fs, Group group, FileBudget budget) {
    io = new KeptFile(fs, KernelRoot.CGROUP2, group.path() + "/io.stat", budget);
    memory = new KeptFile(fs, KernelRoot.CGROUP2, group.path() + "/memory.current", budget);
    memoryCounters = new KeptFile(fs, KernelRoot.CGROUP2, group.path() + "/memory.stat", budget);
  }

  void sample(ByteBuffer buffer) {
    int count = io.read(buffer);
    long now = count < 0 || count == buffer.capacity() ? KernelText.NONE : operations(buffer);
    operationsAdded = added(lastOperations, now);
    lastOperations = now < 0 ? lastOperations : now;
    memoryBytes = memory.read(buffer) < 0 ? KernelText.NONE : KernelText.column(buffer, 0);
    if (readings++ % COUNTERS_EVERY == 0) {
      sampleCounters(buffer);
    } else {
      refaultsAdded = Math.min(0, refaultsAdded);
      swapInsAdded = Math.min(0, swapInsAdded);
    }
  }

  private void sampleCounters(ByteBuffer buffer) {
    int count = memoryCounters.read(buffer);
    boolean known = count >= 0 && count < buffer.capacity();
    long files = known ? KernelText.flat(buffer, FILE_REFAULTS) : KernelText.NONE;
    long swapIns = files < 0 ? KernelText.NONE : KernelText.flat(buffer, SWAP_REFAULTS);
    long refaults = files + Math.max(0, swapIns);
    if (known && files < 0) {
      refaults = KernelText.flat(buffer, OLD_REFAULTS);
    }
    refaultsAdded = added(lastRefaults, refaults);
    lastRefaults = refaults < 0 ? lastRefaults : refaults;
    swapInsAdded = added(lastSwapIns, swapIns);
    lastSwapIns = swapIns < 0 ? lastSwapIns : swapIns;
  }

  /** The first reading adds nothing; a total that fell was another group's. */
  private static long added(long before, long now) {
    return now < 0 ? -1 : before < 0 || now < before ? 0 : now - before;
  }

  private static long operations(ByteBuffer buffer) {
    return KernelText.sum(buffer, READS) + KernelText.sum(buffer, WRITES);
  }

  void retry() {
    io.retry();
    memory.retry();
    memoryCounters.retry();
  }

  void close() {
    io.close();
    memory.close();
    memoryCounters.close();
  }
}
