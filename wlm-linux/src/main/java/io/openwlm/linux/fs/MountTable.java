package io.openwlm.linux.fs;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds the hierarchies in the text of {@code /proc/self/mountinfo}. Later mounts hide earlier. */
final class MountTable {
  private static final int MAX_LINES = 100_000;

  private MountTable() {}

  static Map<KernelRoot, Path> roots(String mountinfo) {
    Map<KernelRoot, Path> roots = new EnumMap<>(KernelRoot.class);
    mountinfo.lines().limit(MAX_LINES).forEach(line -> add(line, roots));
    return roots;
  }

  private static void add(String line, Map<KernelRoot, Path> roots) {
    // id parent major:minor root mount-point options [optional ...] - type source super-options
    List<String> fields = Arrays.asList(line.split(" ", -1));
    int dash = fields.indexOf("-");
    if (dash < 6 || fields.size() < dash + 4) {
      return;
    }
    String point = unescape(fields.get(4));
    switch (fields.get(dash + 1)) {
      case "cgroup2" -> roots.put(KernelRoot.CGROUP2, Path.of(point));
      case "cgroup" -> {
        if (Arrays.asList(fields.get(dash + 3).split(",")).contains("cpu")) {
          roots.put(KernelRoot.CGROUP1_CPU, Path.of(point));
        }
      }
      case "proc" -> {
        if (point.equals("/proc")) {
          roots.put(KernelRoot.PROC, Path.of(point));
        }
      }
      case "sysfs" -> {
        if (point.equals("/sys")) {
          roots.put(KernelRoot.SYS, Path.of(point));
        }
      }
      default -> {
        // Other file systems are not ours.
      }
    }
  }

  /** The kernel writes blank, tab, newline and backslash as three octal digits. */
  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && text.substring(i).matches("(?s)\\\\[0-3][0-7]{2}.*")) {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
