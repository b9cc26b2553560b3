package io.openwlm.model.definition;

import org.jspecify.annotations.Nullable;

/**
 * What is known about one process, for classification. A null means unknown or not applicable; no
 * mask matches it.
 */
public record WorkAttributes(
    int pid,
    @Nullable String cgroup,
    @Nullable String executable,
    @Nullable String command,
    @Nullable String user,
    @Nullable String systemdUnit,
    @Nullable String container) {

  public @Nullable String get(WorkQualifier qualifier) {
    return switch (qualifier) {
      case CGROUP -> cgroup;
      case EXECUTABLE -> executable;
      case COMMAND -> command;
      case USER -> user;
      case SYSTEMD_UNIT -> systemdUnit;
      case CONTAINER -> container;
    };
  }
}
