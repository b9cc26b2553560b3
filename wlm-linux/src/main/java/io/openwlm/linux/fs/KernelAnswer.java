package io.openwlm.linux.fs;

import java.util.List;

/** What the kernel said to a read, write or list. */
public sealed interface KernelAnswer {

  /** Done; the text read (empty for a write). */
  record Value(String text) implements KernelAnswer {}

  /** Done; the names found in a directory. */
  record Names(List<String> names) implements KernelAnswer {
    public Names {
      names = List.copyOf(names);
    }
  }

  /** There is no such file, group or process, or no longer. */
  record Vanished() implements KernelAnswer {}

  /** The kernel does not permit it (EACCES, EPERM, EROFS). */
  record Denied(String errno) implements KernelAnswer {}

  /** This kernel has no such feature (EOPNOTSUPP, ENOSYS). */
  record Unsupported(String errno) implements KernelAnswer {}

  /** Any other refusal, for example EINVAL, EBUSY, ENOSPC. */
  record Failed(String errno) implements KernelAnswer {}
}
