package io.openwlm.linux.fs;

import java.util.Map;

/** Rules for the paths that a {@link KernelFs} accepts, and the names of errors. */
final class KernelPaths {
  static final int MAX_LENGTH = 4096;

  private static final Map<String, String> ERRNO_BY_TEXT =
      Map.ofEntries(
          Map.entry("No such file or directory", "ENOENT"),
          Map.entry("No such process", "ESRCH"),
          Map.entry("No such device", "ENODEV"),
          Map.entry("Permission denied", "EACCES"),
          Map.entry("Operation not permitted", "EPERM"),
          Map.entry("Read-only file system", "EROFS"),
          Map.entry("Operation not supported", "EOPNOTSUPP"),
          Map.entry("Function not implemented", "ENOSYS"),
          Map.entry("Invalid argument", "EINVAL"),
          Map.entry("Device or resource busy", "EBUSY"),
          Map.entry("Directory not empty", "ENOTEMPTY"),
          Map.entry("No space left on device", "ENOSPC"),
          Map.entry("File exists", "EEXIST"),
          Map.entry("Not a directory", "ENOTDIR"),
          Map.entry("Is a directory", "EISDIR"),
          Map.entry("Too many open files", "EMFILE"),
          Map.entry("Too many open files in system", "ENFILE"),
          Map.entry("Numerical result out of range", "ERANGE"),
          Map.entry("Resource temporarily unavailable", "EAGAIN"),
          Map.entry("Cannot allocate memory", "ENOMEM"),
          Map.entry("File name too long", "ENAMETOOLONG"),
          Map.entry("Too many levels of symbolic links", "ELOOP"),
          Map.entry("Input/output error", "EIO"));

  private KernelPaths() {}

  /** True for an absolute path without {@code ..} segments, empty segments and NUL. */
  static boolean isAcceptable(String path) {
    return path.startsWith("/")
        && path.length() <= MAX_LENGTH
        && path.indexOf('\0') < 0
        && !path.contains("//")
        && !path.contains("/../")
        && !path.endsWith("/..")
        && !path.contains("/./")
        && !path.endsWith("/.");
  }

  /** The directory that a path lies in; {@code /} for the root itself. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** {@code base} and {@code path} as one path; either may be {@code /}. */
  static String normal(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** The answer for an error name. */
  static KernelAnswer answer(String errno) {
    return switch (errno) {
      case "ENOENT", "ENODEV", "ESRCH" -> new KernelAnswer.Vanished();
      case "EACCES", "EPERM", "EROFS" -> new KernelAnswer.Denied(errno);
      case "EOPNOTSUPP", "ENOSYS" -> new KernelAnswer.Unsupported(errno);
      default -> new KernelAnswer.Failed(errno);
    };
  }

  /** The name of an error from the text that the C library has for it. */
  static String errnoOf(String text) {
    return ERRNO_BY_TEXT.getOrDefault(text, "EUNKNOWN");
  }
}
