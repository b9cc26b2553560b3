package io.openwlm.model.definition;

/** A fact about a running process that a classification rule can ask for. */
public enum WorkQualifier {
  /** Path of the process's control group. */
  CGROUP("cgroup"),
  /** Absolute path of the executable file. */
  EXECUTABLE("executable"),
  /** Command name (comm, at most 15 characters). A process can change its own. */
  COMMAND("command"),
  /** Name of the user (effective uid), or the number if it has no name. */
  USER("user"),
  /** systemd unit, the last {@code .service} or {@code .scope} segment of the control group. */
  SYSTEMD_UNIT("systemd-unit"),
  /** Container id, as container run-times write it into the control group's name. */
  CONTAINER("container");

  private final String key;

  WorkQualifier(String key) {
    this.key = key;
  }

  /** The key in a definition. */
  public String key() {
    return key;
  }
}
