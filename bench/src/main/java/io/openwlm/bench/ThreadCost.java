package io.openwlm.bench;

import java.lang.management.ManagementFactory;

/**
 * CPU time and allocated bytes of the current thread. CPU time, not wall time, because the machine
 * may be busy with other work; reading it is a system call of about half a microsecond, so what is
 * measured must be long against that.
 */
final class ThreadCost {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ThreadCost() {}

  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  static long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  static long cpuNanos(long threadId) {
    return THREADS.getThreadCpuTime(threadId);
  }
}
