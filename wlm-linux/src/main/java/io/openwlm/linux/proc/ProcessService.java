package io.openwlm.linux.proc;

/**
 * What a process and its ended children have used up, and whose child it is.
 *
 * @param parent process id of the parent; 0 without one
 * @param userNanos CPU time in user mode of the process, all its threads, and of ended children
 *     that it waited for
 * @param systemNanos as above, in the kernel
 */
public record ProcessService(int parent, long userNanos, long systemNanos) {
  static final long NANOS_PER_TICK = 10_000_000L;
}
