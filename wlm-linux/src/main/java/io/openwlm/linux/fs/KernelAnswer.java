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

  /** In one word: {@code ok}, {@code vanished} or the name of the error. */
  default String brief() {
    return switch (this) {
      case Value _, Names _ -> "ok";
      case Vanished _ -> "vanished";
      case Denied(String errno) -> errno;
      case Unsupported(String errno) -> errno;
      case Failed(String errno) -> errno;
    };
  }
}
