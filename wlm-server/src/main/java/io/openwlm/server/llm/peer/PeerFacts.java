package io.openwlm.server.llm.peer;

import java.util.List;

/**
 * What the kernel says of the process at the other end of a connection.
 *
 * @param user number of its user; -1 if it is not known
 * @param cgroups paths of its control groups; empty if they are not known
 */
public record PeerFacts(int user, List<String> cgroups) {
  public static final PeerFacts UNKNOWN = new PeerFacts(-1, List.of());

  public PeerFacts {
    cgroups = List.copyOf(cgroups);
  }
}
