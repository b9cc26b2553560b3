package io.openwlm.linux.fs;

import java.util.Optional;

/**
 * Reads, writes and lists kernel files. Paths start with {@code /} and are named from a {@link
 * KernelRoot}; no path with a {@code ..} segment is accepted. No method throws for what the kernel
 * does.
 */
public interface KernelFs {

  /** True if the hierarchy is there. */
  boolean has(KernelRoot root);

  KernelAnswer read(KernelRoot root, String path);

  KernelAnswer write(KernelRoot root, String path, String text);

  /** Names of the directories and files in a directory, sorted. */
  KernelAnswer list(KernelRoot root, String path);

  /** Target of a symbolic link, such as {@code /PID/exe} in procfs. */
  KernelAnswer link(KernelRoot root, String path);

  /** Name of the user that owns a file, or the number if the user has no name. */
  KernelAnswer owner(KernelRoot root, String path);

  /** Name of the group that owns a file, or the number if the group has no name. */
  KernelAnswer group(KernelRoot root, String path);

  KernelAnswer makeDirectory(KernelRoot root, String path);

  /** Removes an empty directory (of a control group: one without processes and children). */
  KernelAnswer removeDirectory(KernelRoot root, String path);

  /** Inode number: paths of control groups are reused, inodes tell them apart; -1 if none. */
  long inode(KernelRoot root, String path);

  /** Opens a file to be read many times; empty if it cannot be opened. */
  Optional<KernelFile> open(KernelRoot root, String path);
}
