package io.openwlm.linux.sample;

import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import java.nio.ByteBuffer;

/**
 * What a control group does with block devices and memory, from the v2 controllers io and memory
 * where they are enabled for it. A reading that does not fit the buffer counts as none.
 */
final class ResourceMeter {
  private static final byte[] READS = KernelText.key("rios=");
  private static final byte[] WRITES = KernelText.key("wios=");

  private final KeptFile io;
  private final KeptFile memory;
  private long lastOperations = -1;

  /** Operations added by the last sample; -1 unknown. The first reading adds nothing. */
  long operationsAdded = -1;

  /** Memory charged at the last sample; -1 unknown. */
  long memoryBytes = -1;

  ResourceMeter(KernelFs fs, Group group, FileBudget budget) {
    io = new KeptFile(fs, KernelRoot.CGROUP2, group.path() + "/io.stat", budget);
    memory = new KeptFile(fs, KernelRoot.CGROUP2, group.path() + "/memory.current", budget);
  }

  void sample(ByteBuffer buffer) {
    int count = io.read(buffer);
    long now = count < 0 || count == buffer.capacity() ? KernelText.NONE : operations(buffer);
    if (now < 0) {
      operationsAdded = -1;
    } else {
      operationsAdded = lastOperations < 0 || now < lastOperations ? 0 : now - lastOperations;
      lastOperations = now;
    }
    memoryBytes = memory.read(buffer) < 0 ? KernelText.NONE : KernelText.column(buffer, 0);
  }

  private static long operations(ByteBuffer buffer) {
    return KernelText.sum(buffer, READS) + KernelText.sum(buffer, WRITES);
  }

  void retry() {
    io.retry();
    memory.retry();
  }

  void close() {
    io.close();
    memory.close();
  }
}
