package io.openwlm.linux.actuate;

import io.openwlm.linux.fs.KernelRoot;

/** One thing that OpenWLM changed on the machine, with what is needed to undo it. */
public sealed interface JournalEntry {

  /**
   * A value that was there before the first write.
   *
   * @param path the file
   * @param inode inode of the control group, so that a new group of the same name is not taken for
   *     the old one
   */
  record Original(KernelRoot root, String path, long inode, long value) implements JournalEntry {}

  /** A control group that was made. */
  record Made(KernelRoot root, String path, long inode) implements JournalEntry {}

  /**
   * A {@code cgroup.subtree_control} in which a controller was enabled.
   *
   * @param controller {@code cpu}, {@code io} or {@code memory}
   */
  record Enabled(KernelRoot root, String path, String controller) implements JournalEntry {}

  /**
   * A process that was moved.
   *
   * @param from the control group it came from
   */
  record Moved(KernelRoot root, String from, int pid, long startTicks) implements JournalEntry {}
}
