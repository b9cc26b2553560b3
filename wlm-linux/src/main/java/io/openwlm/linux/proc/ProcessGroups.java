package io.openwlm.linux.proc;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process's control groups, from {@code /proc/PID/cgroup}.
 *
 * @param cpu path in the v1 cpu hierarchy; empty if there is none
 * @param unified path in the v2 hierarchy; empty if there is none
 */
record ProcessGroups(String cpu, String unified) {
  /** {@code ID}, {@code docker-ID.scope}, {@code cri-containerd-ID.scope}, {@code libpod-ID}. */
  private static final Pattern CONTAINER =
      Pattern.compile("(?:([a-z][a-z-]{0,40})-)?([0-9a-f]{64})(?:\\.scope)?");

  static ProcessGroups parse(String text) {
    String cpu = "";
    String unified = "";
    for (String line : text.split("\n", -1)) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3 && fields[2].startsWith("/")) {
        if (fields[1].isEmpty() && fields[0].equals("0")) {
          unified = fields[2];
        } else if (Arrays.asList(fields[1].split(",")).contains("cpu")) {
          cpu = fields[2];
        }
      }
    }
    return new ProcessGroups(cpu, unified);
  }

  /**
   * True below the groups that users get: what is there is named by them, so that it proves nothing
   * about a container of the machine.
   */
  static boolean isMadeByUser(String path) {
    return path.startsWith("/user.slice/");
  }

  /** The last {@code .service} or {@code .scope} segment; null without one. */
  static @Nullable String systemdUnit(String path) {
    String[] segments = path.split("/", -1);
    for (int i = segments.length - 1; i >= 0; i--) {
      if (segments[i].endsWith(".service") || segments[i].endsWith(".scope")) {
        return segments[i];
      }
    }
    return null;
  }

  /** The 64 hexadecimal digits that container run-times write; null without them. */
  static @Nullable String container(String path) {
    String[] segments = path.split("/", -1);
    for (int i = segments.length - 1; i >= 0; i--) {
      Matcher matcher = CONTAINER.matcher(segments[i]);
      if (matcher.matches()) {
        // A monitor process of the run-time has a scope named after its container.
        String form = matcher.group(1);
        return form != null && form.endsWith("conmon") ? null : matcher.group(2);
      }
    }
    return null;
  }
}
