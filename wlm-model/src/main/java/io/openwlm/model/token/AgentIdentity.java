package io.openwlm.model.token;

/**
 * How the proxy knows an agent. All of them are facts that the daemon sees itself; what a client
 * says of itself is none.
 */
public sealed interface AgentIdentity {

  /** The peer's process lives in this control group or below it. */
  record InCgroup(String path) implements AgentIdentity {}

  /** The peer's process runs as this user. */
  record AsUser(String user) implements AgentIdentity {}

  /** The client shows the key that stands in this file: absolute, only its owner may read it. */
  record WithKey(String keyFile) implements AgentIdentity {}
}
