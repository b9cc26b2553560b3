package io.openwlm.linux.proc;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which processes are started tasks, and which of those are the system's own. The list is
 * short on purpose; docs/linux-work.md shows it. Nothing that an ordinary user can name or start
 * counts as the system's own.
 */
final class StartedTasks {
  /** Subsystem parameter of process 1. */
  static final String SYSTEM = "SYSTEM";

  /** Subsystem parameter of the system's own services. */
  static final String SYSSTC = "SYSSTC";

  private static final int INIT = 1;
  private static final String SERVICE = ".service";

  /** Services whose processes all work for the system. */
  private static final Pattern OWN_SERVICE =
      Pattern.compile(
          "(systemd-[a-z-]+|dbus|dbus-broker|auditd|rsyslog|polkit|chronyd?)\\.service");

  /** Services that start work of others in their own group: only the first process counts. */
  private static final Set<String> STARTERS =
      Set.of("ssh.service", "sshd.service", "cron.service", "crond.service", "atd.service");

  private StartedTasks() {}

  static boolean isStartedTask(int pid, @Nullable String unit) {
    return pid == INIT || (unit != null && unit.endsWith(SERVICE));
  }

  /**
   * The subsystem parameter of a started task; null for work that is not the system's own.
   *
   * @param parent the process that started it
   * @param path its control group
   * @param user its effective user, null if unknown
   */
  static @Nullable String parameter(int pid, long parent, String path, @Nullable String user) {
    if (pid == INIT) {
      return SYSTEM;
    }
    String unit = systemUnit(path);
    if (unit == null) {
      return null;
    }
    boolean own =
        OWN_SERVICE.matcher(unit).matches()
            || (STARTERS.contains(unit) && parent == INIT && "root".equals(user));
    return own ? SYSSTC : null;
  }

  /** The service of the system that a group is made for; null within a container or a session. */
  private static @Nullable String systemUnit(String path) {
    String[] segments = path.split("/", -1);
    if (segments.length < 3 || !segments[1].equals("system.slice")) {
      return null;
    }
    int i = 2;
    while (i < segments.length && segments[i].endsWith(".slice")) {
      i++;
    }
    return i < segments.length && segments[i].endsWith(SERVICE) ? segments[i] : null;
  }
}
