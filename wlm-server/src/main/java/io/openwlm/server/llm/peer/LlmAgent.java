package io.openwlm.server.llm.peer;

import io.openwlm.model.token.AgentIdentity;
import java.util.List;

/**
 * An agent as the proxy knows it.
 *
 * @param name of its budget
 * @param importance of its service class, 1 to 5
 */
public record LlmAgent(String name, int importance, List<AgentIdentity> identities) {
  public LlmAgent {
    identities = List.copyOf(identities);
  }
}
