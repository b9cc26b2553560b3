package io.openwlm.model.definition;

import io.openwlm.model.classification.SubsystemType;

/**
 * Servers that are started on demand for one kind of work.
 *
 * @param name 1 to 32 characters
 * @param procedure the procedure or command that starts a server; empty if servers are started by
 *     hand
 * @param startParameter may be empty
 */
public record ApplicationEnvironment(
    String name,
    String description,
    ChangeHistory history,
    SubsystemType subsystem,
    ServerLimit limit,
    String procedure,
    String startParameter) {

  /** How many servers may run. */
  public enum ServerLimit {
    NONE("none", "NoLimit"),
    ONE_PER_SYSTEM("one-per-system", "SingleASPerSystem"),
    ONE_PER_SYSPLEX("one-per-sysplex", "SingleASPerSysplex");

    private final String key;
    private final String xml;

    ServerLimit(String key, String xml) {
      this.key = key;
      this.xml = xml;
    }

    /** The word in a definition. */
    public String key() {
      return key;
    }

    /** The word in the z/OS XML form. */
    public String xml() {
      return xml;
    }
  }
}
